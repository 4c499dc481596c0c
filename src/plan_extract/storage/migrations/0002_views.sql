-- Views for people who write SQL. A correction wins over the machine's value; withdrawn facts are left out.

CREATE VIEW target_comparison AS
  -- Every target with its plan and place, corrections applied: filter by indicator, level, year.
  SELECT
    t.id AS target_id, -- the target
    t.document_id AS document_id, -- the plan
    CASE WHEN d.number IS NULL THEN d.symbol ELSE d.number || '/' || COALESCE(d.symbol, '') END AS plan, -- number and symbol of the plan
    d.title AS title, -- subject of the plan
    d.issuer AS issuer, -- issuing body
    d.level AS level, -- level of the issuing body
    d.province AS province, -- province
    d.district AS district, -- district
    d.commune AS commune, -- commune
    d.locality_id AS locality_id, -- linked locality
    d.issued_date AS issued_date, -- when the plan was issued
    d.period_start AS period_start, -- first year of the plan
    d.period_end AS period_end, -- last year of the plan
    t.canonical_indicator_id AS canonical_indicator_id, -- indicator of the catalogue
    c.name AS canonical_indicator, -- its name
    t.match_score AS match_score, -- how sure that match is
    t.indicator_id AS indicator_id, -- the plan's own indicator
    t.indicator AS indicator, -- its number
    i.text AS indicator_text, -- its text
    t.section AS section, -- kind of the section
    t.kind AS kind, -- numeric, zero or qualitative
    CASE WHEN x_measure.id IS NULL THEN t.measure ELSE x_measure.value END AS measure, -- what is measured
    t.scope AS scope, -- part of population or territory
    t.quantity AS quantity, -- level or change
    t.direction AS direction, -- increase, decrease, maintain
    CASE WHEN x_comparator.id IS NULL THEN t.comparator ELSE x_comparator.value END AS comparator, -- comparator
    CASE WHEN x_value.id IS NULL THEN t.value ELSE CAST(x_value.value AS NUMERIC) END AS value, -- value
    CASE WHEN x_high.id IS NULL THEN t.value_high ELSE CAST(x_high.value AS NUMERIC) END AS value_high, -- upper end of a range
    CASE WHEN x_unit.id IS NULL THEN t.unit ELSE x_unit.value END AS unit, -- unit
    t.unit_text AS unit_text, -- unit as printed
    t.per AS per, -- denominator of a ratio
    CASE WHEN x_year.id IS NULL THEN t.year ELSE CAST(x_year.value AS INTEGER) END AS year, -- the year by which
    t.frequency AS frequency, -- annual, or null
    t.group_key AS group_key, -- equal for likes of other plans, in the catalogue or not
    CASE WHEN x_value.id IS NULL AND x_unit.id IS NULL THEN t.normalised_value END AS normalised_value, -- value made comparable; null where a person corrected the value
    CASE WHEN x_value.id IS NULL AND x_unit.id IS NULL THEN t.normalised_unit END AS normalised_unit, -- its unit
    t.agency AS agency, -- agency that answers, as printed
    t.quote AS quote, -- the sentence
    t.page AS page, -- page
    t.confidence AS confidence, -- 0 to 1
    t.value AS machine_value, -- the value before any correction
    (x_measure.id IS NOT NULL OR x_comparator.id IS NOT NULL OR x_value.id IS NOT NULL
      OR x_high.id IS NOT NULL OR x_unit.id IS NOT NULL OR x_year.id IS NOT NULL) AS corrected -- 1 where a person corrected it
  FROM target t
  JOIN document d ON d.id = t.document_id
  LEFT JOIN indicator i ON i.id = t.indicator_id
  LEFT JOIN canonical_indicator c ON c.id = t.canonical_indicator_id
  LEFT JOIN correction x_measure ON x_measure.fact_table = 'target' AND x_measure.fact_id = t.id AND x_measure.field = 'measure' AND x_measure.active = 1
  LEFT JOIN correction x_comparator ON x_comparator.fact_table = 'target' AND x_comparator.fact_id = t.id AND x_comparator.field = 'comparator' AND x_comparator.active = 1
  LEFT JOIN correction x_value ON x_value.fact_table = 'target' AND x_value.fact_id = t.id AND x_value.field = 'value' AND x_value.active = 1
  LEFT JOIN correction x_high ON x_high.fact_table = 'target' AND x_high.fact_id = t.id AND x_high.field = 'value_high' AND x_high.active = 1
  LEFT JOIN correction x_unit ON x_unit.fact_table = 'target' AND x_unit.fact_id = t.id AND x_unit.field = 'unit' AND x_unit.active = 1
  LEFT JOIN correction x_year ON x_year.fact_table = 'target' AND x_year.fact_id = t.id AND x_year.field = 'year' AND x_year.active = 1
  WHERE NOT EXISTS (SELECT 1 FROM correction w WHERE w.fact_table = 'target' AND w.fact_id = t.id AND w.field = 'withdrawn' AND w.active = 1);

CREATE VIEW responsibility_matrix AS
  -- Every agency with every task and, where the task names one, indicator: one row for each pair.
  SELECT
    r.id AS responsibility_id, -- the responsibility
    r.document_id AS document_id, -- the plan
    CASE WHEN d.number IS NULL THEN d.symbol ELSE d.number || '/' || COALESCE(d.symbol, '') END AS plan, -- number and symbol of the plan
    d.title AS title, -- subject of the plan
    d.issuer AS issuer, -- issuing body
    d.level AS level, -- level of the issuing body
    d.province AS province, -- province
    d.district AS district, -- district
    d.commune AS commune, -- commune
    d.locality_id AS locality_id, -- linked locality
    r.position AS position, -- order in the plan
    CASE WHEN x_agency.id IS NULL THEN r.agency ELSE x_agency.value END AS agency, -- agency as printed
    r.agency_id AS agency_id, -- linked agency
    a.name AS agency_name, -- its full name
    CASE WHEN x_role.id IS NULL THEN r.role ELSE x_role.value END AS role, -- lead, request, coordinate, advise, implement
    r.partner_of IS NOT NULL AS partner, -- 1 where the task only names it as one to work with
    r.task_id AS task_id, -- the task
    k.text AS task, -- its text
    k.output AS output, -- product or result
    k.due AS due, -- time limit
    n.indicator AS indicator, -- number of the indicator that the task names
    n.indicator_id AS indicator_id, -- that indicator
    i.text AS indicator_text, -- its text
    r.page AS page, -- page
    r.confidence AS confidence, -- 0 to 1
    (x_agency.id IS NOT NULL OR x_role.id IS NOT NULL) AS corrected -- 1 where a person corrected it
  FROM responsibility r
  JOIN document d ON d.id = r.document_id
  JOIN task k ON k.id = r.task_id
  LEFT JOIN agency a ON a.id = r.agency_id
  LEFT JOIN responsibility_indicator n ON n.responsibility_id = COALESCE(r.partner_of, r.id)
  LEFT JOIN indicator i ON i.id = n.indicator_id
  LEFT JOIN correction x_agency ON x_agency.fact_table = 'responsibility' AND x_agency.fact_id = r.id AND x_agency.field = 'agency' AND x_agency.active = 1
  LEFT JOIN correction x_role ON x_role.fact_table = 'responsibility' AND x_role.fact_id = r.id AND x_role.field = 'role' AND x_role.active = 1
  WHERE NOT EXISTS (SELECT 1 FROM correction w WHERE w.fact_table = 'responsibility' AND w.fact_id = r.id AND w.field = 'withdrawn' AND w.active = 1);

CREATE VIEW deadline_calendar AS
  -- Every deadline with its plan and task, to be ordered by `last_day`; recurring ones have none.
  SELECT
    l.id AS deadline_id, -- the deadline
    l.document_id AS document_id, -- the plan
    CASE WHEN d.number IS NULL THEN d.symbol ELSE d.number || '/' || COALESCE(d.symbol, '') END AS plan, -- number and symbol of the plan
    d.title AS title, -- subject of the plan
    d.issuer AS issuer, -- issuing body
    d.level AS level, -- level of the issuing body
    d.province AS province, -- province
    d.district AS district, -- district
    d.commune AS commune, -- commune
    d.locality_id AS locality_id, -- linked locality
    d.issued_date AS issued_date, -- when the plan was issued
    d.period_start AS period_start, -- first year of the plan
    d.period_end AS period_end, -- last year of the plan
    l.first_day AS first_day, -- first day that the date can mean
    l.last_day AS last_day, -- last day that the date can mean
    CASE WHEN x_date.id IS NULL THEN l.date ELSE x_date.value END AS date, -- date as the contract has it
    l.relation AS relation, -- before, by, on, in, within, every
    l.recurrence AS recurrence, -- once, annual, monthly ...
    l.action AS action, -- report, submit, complete, review, other
    CASE WHEN x_agency.id IS NULL THEN l.agency ELSE x_agency.value END AS agency, -- who must act, as printed
    l.agency_id AS agency_id, -- linked agency
    a.name AS agency_name, -- its full name
    l.task_id AS task_id, -- the task that it stands in
    k.text AS task, -- its text
    l.quote AS quote, -- the clause
    l.page AS page, -- page
    l.confidence AS confidence, -- 0 to 1
    (x_date.id IS NOT NULL OR x_agency.id IS NOT NULL) AS corrected -- 1 where a person corrected it
  FROM deadline l
  JOIN document d ON d.id = l.document_id
  LEFT JOIN agency a ON a.id = l.agency_id
  LEFT JOIN task k ON k.id = l.task_id
  LEFT JOIN correction x_date ON x_date.fact_table = 'deadline' AND x_date.fact_id = l.id AND x_date.field = 'date' AND x_date.active = 1
  LEFT JOIN correction x_agency ON x_agency.fact_table = 'deadline' AND x_agency.fact_id = l.id AND x_agency.field = 'agency' AND x_agency.active = 1
  WHERE NOT EXISTS (SELECT 1 FROM correction w WHERE w.fact_table = 'deadline' AND w.fact_id = l.id AND w.field = 'withdrawn' AND w.active = 1);
