"""The browser pages: a Datasette plugin with pages of our own above Datasette's tables.

Routes and templates only: answers come from the analysis, their forms from the views.
"""
