-- Where facts stand on the pages of their file, so that a picture of the page can show them. Plans that
-- were stored before have no rows here until they are read again (`ingest --refresh`).

CREATE TABLE page (
  -- A page of a plan whose format has pages (PDF, scans, pictures): its size as shown, a turned page upright.
  document_id TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE, -- the plan
  number INTEGER NOT NULL, -- page, counted from 1
  width REAL NOT NULL, -- in PDF points (1/72 inch)
  height REAL NOT NULL, -- in PDF points
  PRIMARY KEY (document_id, number)
) WITHOUT ROWID;

CREATE TABLE fact_box (
  -- The box around the printed lines or table cells that a fact was read from. Found by plan, `start` and `end` of any fact or issue; one row for each page that it touches.
  document_id TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE, -- the plan
  start INTEGER NOT NULL, -- `start` of the fact: offset of its first character in the source text
  "end" INTEGER NOT NULL, -- `end` of the fact: offset behind its last character
  page INTEGER NOT NULL, -- page, counted from 1
  x0 REAL NOT NULL, -- left side, PDF points from the left of the page as shown
  top REAL NOT NULL, -- upper side, PDF points from the top of the page as shown
  x1 REAL NOT NULL, -- right side, PDF points from the left
  bottom REAL NOT NULL, -- lower side, PDF points from the top
  PRIMARY KEY (document_id, start, "end", page)
) WITHOUT ROWID;
