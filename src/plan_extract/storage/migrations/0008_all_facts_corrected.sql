-- People correct every kind of fact: goals, indicators, tasks and cited documents too. Files brought in by the browser
-- keep the names that they came with.

DROP VIEW target_comparison;
DROP VIEW responsibility_matrix;
DROP VIEW deadline_calendar;

CREATE TABLE file_label (
  -- The name that a file brought in by the browser came with; on disk it has one of the site's making.
  path TEXT PRIMARY KEY, -- absolute path, as in `ingest_file`
  label TEXT NOT NULL -- the name, for people only: nothing is ever written or read under it
) WITHOUT ROWID;

-- What the review puts before a person, most doubtful first.
CREATE INDEX goal_doubtful ON goal(confidence, id) WHERE confidence < 0.85;
CREATE INDEX indicator_doubtful ON indicator(confidence, id) WHERE confidence < 0.85;
CREATE INDEX legal_reference_doubtful ON legal_reference(confidence, id) WHERE confidence < 0.85;

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
    CASE WHEN xi_gone.id IS NULL THEN t.indicator_id END AS indicator_id, -- the plan's own indicator
    CASE WHEN xi_gone.id IS NOT NULL THEN NULL WHEN xi_number.id IS NULL THEN COALESCE(t.indicator, i.number) ELSE xi_number.value END AS indicator, -- its number
    CASE WHEN xi_gone.id IS NOT NULL THEN NULL WHEN xi_text.id IS NULL THEN i.text ELSE xi_text.value END AS indicator_text, -- its text
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
  LEFT JOIN correction xi_gone ON xi_gone.fact_table = 'indicator' AND xi_gone.fact_id = t.indicator_id AND xi_gone.field = 'withdrawn' AND xi_gone.active = 1
  LEFT JOIN correction xi_number ON xi_number.fact_table = 'indicator' AND xi_number.fact_id = t.indicator_id AND xi_number.field = 'number' AND xi_number.active = 1
  LEFT JOIN correction xi_text ON xi_text.fact_table = 'indicator' AND xi_text.fact_id = t.indicator_id AND xi_text.field = 'text' AND xi_text.active = 1
  WHERE NOT EXISTS (SELECT 1 FROM correction w WHERE w.fact_table = 'target' AND w.fact_id = t.id AND w.field = 'withdrawn' AND w.active = 1);

CREATE VIEW responsibility_matrix AS
  -- Every agency with every task and, where the task is told one, indicator: one row for each pair.
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
    CASE WHEN x_agency.id IS NULL THEN r.agency_id ELSE (SELECT o.agency_id FROM responsibility o
      WHERE o.document_id = r.document_id AND o.agency = x_agency.value AND o.agency_id IS NOT NULL LIMIT 1) END AS agency_id, -- linked agency
    CASE WHEN x_agency.id IS NULL THEN a.name END AS agency_name, -- its full name; null where a person corrected the agency
    CASE WHEN x_role.id IS NULL THEN r.role ELSE x_role.value END AS role, -- lead, request, coordinate, advise, implement
    r.partner_of IS NOT NULL AS partner, -- 1 where the task only names it as one to work with
    r.task_id AS task_id, -- the task
    CASE WHEN xk_text.id IS NULL THEN k.text ELSE xk_text.value END AS task, -- its text
    CASE WHEN xk_output.id IS NULL THEN k.output ELSE xk_output.value END AS output, -- product or result
    CASE WHEN xk_due.id IS NULL THEN k.due ELSE xk_due.value END AS due, -- time limit
    n.indicator AS indicator, -- number of the indicator that the task is told
    CASE WHEN xi_gone.id IS NULL THEN n.indicator_id END AS indicator_id, -- that indicator
    n.goal AS indicator_goal, -- number of the goal that the task names with it
    CASE WHEN xi_gone.id IS NOT NULL THEN NULL WHEN xi_text.id IS NULL THEN i.text ELSE xi_text.value END AS indicator_text, -- its text
    r.page AS page, -- page
    r.confidence AS confidence, -- 0 to 1
    (x_agency.id IS NOT NULL OR x_role.id IS NOT NULL) AS corrected, -- 1 where a person corrected agency or role
    (xk_text.id IS NOT NULL OR xk_output.id IS NOT NULL OR xk_due.id IS NOT NULL) AS task_corrected -- 1 where a person corrected the task
  FROM responsibility r
  JOIN document d ON d.id = r.document_id
  JOIN task k ON k.id = r.task_id
  LEFT JOIN agency a ON a.id = r.agency_id
  LEFT JOIN responsibility_indicator n ON n.responsibility_id = COALESCE(r.partner_of, r.id)
  LEFT JOIN indicator i ON i.id = n.indicator_id
  LEFT JOIN correction x_agency ON x_agency.fact_table = 'responsibility' AND x_agency.fact_id = r.id AND x_agency.field = 'agency' AND x_agency.active = 1
  LEFT JOIN correction x_role ON x_role.fact_table = 'responsibility' AND x_role.fact_id = r.id AND x_role.field = 'role' AND x_role.active = 1
  LEFT JOIN correction xk_text ON xk_text.fact_table = 'task' AND xk_text.fact_id = r.task_id AND xk_text.field = 'text' AND xk_text.active = 1
  LEFT JOIN correction xk_output ON xk_output.fact_table = 'task' AND xk_output.fact_id = r.task_id AND xk_output.field = 'output' AND xk_output.active = 1
  LEFT JOIN correction xk_due ON xk_due.fact_table = 'task' AND xk_due.fact_id = r.task_id AND xk_due.field = 'due' AND xk_due.active = 1
  LEFT JOIN correction xi_gone ON xi_gone.fact_table = 'indicator' AND xi_gone.fact_id = n.indicator_id AND xi_gone.field = 'withdrawn' AND xi_gone.active = 1
  LEFT JOIN correction xi_text ON xi_text.fact_table = 'indicator' AND xi_text.fact_id = n.indicator_id AND xi_text.field = 'text' AND xi_text.active = 1
  WHERE NOT EXISTS (SELECT 1 FROM correction w WHERE w.fact_table = 'responsibility' AND w.fact_id = r.id AND w.field = 'withdrawn' AND w.active = 1)
    AND NOT EXISTS (SELECT 1 FROM correction w WHERE w.fact_table = 'task' AND w.fact_id = r.task_id AND w.field = 'withdrawn' AND w.active = 1);

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
    CASE WHEN x_agency.id IS NULL THEN l.agency_id ELSE (SELECT o.agency_id FROM responsibility o
      WHERE o.document_id = l.document_id AND o.agency = x_agency.value AND o.agency_id IS NOT NULL LIMIT 1) END AS agency_id, -- linked agency
    CASE WHEN x_agency.id IS NULL THEN a.name END AS agency_name, -- its full name; null where a person corrected the agency
    CASE WHEN xk_gone.id IS NULL THEN l.task_id END AS task_id, -- the task that it stands in
    CASE WHEN xk_gone.id IS NOT NULL THEN NULL WHEN xk_text.id IS NULL THEN k.text ELSE xk_text.value END AS task, -- its text
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
  LEFT JOIN correction xk_gone ON xk_gone.fact_table = 'task' AND xk_gone.fact_id = l.task_id AND xk_gone.field = 'withdrawn' AND xk_gone.active = 1
  LEFT JOIN correction xk_text ON xk_text.fact_table = 'task' AND xk_text.fact_id = l.task_id AND xk_text.field = 'text' AND xk_text.active = 1
  WHERE NOT EXISTS (SELECT 1 FROM correction w WHERE w.fact_table = 'deadline' AND w.fact_id = l.id AND w.field = 'withdrawn' AND w.active = 1);

CREATE VIEW corrected_goal AS
  -- A goal (mục tiêu) as people left it: their values in the place of the machine's, rejected ones left out.
  SELECT
    x.id AS id, -- made from content
    x.document_id AS document_id, -- the plan
    x.position AS position, -- order in the plan, from 0
    CASE WHEN x_number.id IS NULL THEN x.number ELSE x_number.value END AS number, -- number
    CASE WHEN x_kind.id IS NULL THEN x.kind ELSE x_kind.value END AS kind, -- general or specific
    CASE WHEN x_text.id IS NULL THEN x.text ELSE x_text.value END AS text, -- the goal without its label
    x.start AS start, -- offset of the first character in the source text
    x."end" AS "end", -- offset behind the last character
    x.page AS page, -- page, from 1, where the format has pages
    x.rule AS rule, -- id of the rule that made the fact
    x.confidence AS confidence, -- 0 to 1
    (x_number.id IS NOT NULL OR x_kind.id IS NOT NULL OR x_text.id IS NOT NULL) AS corrected -- 1 where a person corrected it
  FROM goal x
  LEFT JOIN correction x_number ON x_number.fact_table = 'goal' AND x_number.fact_id = x.id AND x_number.field = 'number' AND x_number.active = 1
  LEFT JOIN correction x_kind ON x_kind.fact_table = 'goal' AND x_kind.fact_id = x.id AND x_kind.field = 'kind' AND x_kind.active = 1
  LEFT JOIN correction x_text ON x_text.fact_table = 'goal' AND x_text.fact_id = x.id AND x_text.field = 'text' AND x_text.active = 1
  WHERE NOT EXISTS (SELECT 1 FROM correction w WHERE w.fact_table = 'goal' AND w.fact_id = x.id AND w.field = 'withdrawn' AND w.active = 1);

CREATE VIEW corrected_indicator AS
  -- An indicator (chỉ tiêu) as people left it: their values in the place of the machine's, rejected ones left out.
  SELECT
    x.id AS id, -- made from content
    x.document_id AS document_id, -- the plan
    x.position AS position, -- order in the plan, from 0
    CASE WHEN x_number.id IS NULL THEN x.number ELSE x_number.value END AS number, -- number
    CASE WHEN x_goal.id IS NOT NULL THEN x_goal.value WHEN xg_gone.id IS NOT NULL THEN NULL
      WHEN xg_number.id IS NOT NULL THEN xg_number.value ELSE x.goal END AS goal, -- number of the goal that it stands in
    CASE WHEN x_text.id IS NULL THEN x.text ELSE x_text.value END AS text, -- the statement whole
    x.start AS start, -- offset of the first character in the source text
    x."end" AS "end", -- offset behind the last character
    x.page AS page, -- page, from 1, where the format has pages
    x.rule AS rule, -- id of the rule that made the fact
    x.confidence AS confidence, -- 0 to 1
    (x_number.id IS NOT NULL OR x_goal.id IS NOT NULL OR x_text.id IS NOT NULL) AS corrected -- 1 where a person corrected it
  FROM indicator x
  LEFT JOIN correction x_number ON x_number.fact_table = 'indicator' AND x_number.fact_id = x.id AND x_number.field = 'number' AND x_number.active = 1
  LEFT JOIN correction x_goal ON x_goal.fact_table = 'indicator' AND x_goal.fact_id = x.id AND x_goal.field = 'goal' AND x_goal.active = 1
  LEFT JOIN correction x_text ON x_text.fact_table = 'indicator' AND x_text.fact_id = x.id AND x_text.field = 'text' AND x_text.active = 1
  LEFT JOIN correction xg_gone ON xg_gone.fact_table = 'goal' AND xg_gone.fact_id = x.goal_id AND xg_gone.field = 'withdrawn' AND xg_gone.active = 1
  LEFT JOIN correction xg_number ON xg_number.fact_table = 'goal' AND xg_number.fact_id = x.goal_id AND xg_number.field = 'number' AND xg_number.active = 1
  WHERE NOT EXISTS (SELECT 1 FROM correction w WHERE w.fact_table = 'indicator' AND w.fact_id = x.id AND w.field = 'withdrawn' AND w.active = 1);

CREATE VIEW corrected_task AS
  -- A task (nhiệm vụ) as people left it: their values in the place of the machine's, rejected ones left out.
  SELECT
    x.id AS id, -- made from content
    x.document_id AS document_id, -- the plan
    x.position AS position, -- order in the plan, from 0
    CASE WHEN x_text.id IS NULL THEN x.text ELSE x_text.value END AS text, -- the task whole
    CASE WHEN x_output.id IS NULL THEN x.output ELSE x_output.value END AS output, -- product or result that a column or label gives
    CASE WHEN x_due.id IS NULL THEN x.due ELSE x_due.value END AS due, -- time limit that a column or label gives, in the form of `deadline.date`
    x.start AS start, -- offset of the first character in the source text
    x."end" AS "end", -- offset behind the last character
    x.page AS page, -- page, from 1, where the format has pages
    x.rule AS rule, -- id of the rule that made the fact
    x.confidence AS confidence, -- 0 to 1
    (x_text.id IS NOT NULL OR x_output.id IS NOT NULL OR x_due.id IS NOT NULL) AS corrected -- 1 where a person corrected it
  FROM task x
  LEFT JOIN correction x_text ON x_text.fact_table = 'task' AND x_text.fact_id = x.id AND x_text.field = 'text' AND x_text.active = 1
  LEFT JOIN correction x_output ON x_output.fact_table = 'task' AND x_output.fact_id = x.id AND x_output.field = 'output' AND x_output.active = 1
  LEFT JOIN correction x_due ON x_due.fact_table = 'task' AND x_due.fact_id = x.id AND x_due.field = 'due' AND x_due.active = 1
  WHERE NOT EXISTS (SELECT 1 FROM correction w WHERE w.fact_table = 'task' AND w.fact_id = x.id AND w.field = 'withdrawn' AND w.active = 1);

CREATE VIEW corrected_legal_reference AS
  -- A document that the plan cites as people left it: their values in the place of the machine's, rejected ones left out.
  SELECT
    x.id AS id, -- made from content
    x.document_id AS document_id, -- the plan
    x.position AS position, -- order in the plan, from 0
    CASE WHEN x_type.id IS NULL THEN x.type ELSE x_type.value END AS type, -- "Quyết định"; the whole name of a law without a number
    CASE WHEN x_number.id IS NULL THEN x.number ELSE x_number.value END AS number, -- "23/QĐ-TTg"
    CASE WHEN x_date.id IS NULL THEN x.date ELSE x_date.value END AS date, -- ISO date
    CASE WHEN x_issuer.id IS NULL THEN x.issuer ELSE x_issuer.value END AS issuer, -- fullest printed form
    CASE WHEN x_relation.id IS NULL THEN x.relation ELSE x_relation.value END AS relation, -- implements, basis, cites
    x.cited_document_id AS cited_document_id, -- the cited plan, where it is in the database
    x.number_key AS number_key, -- number folded, by which the cited plan is found
    x.cited_level AS cited_level, -- level of the cited document's issuing body, where known
    x.cited_locality_id AS cited_locality_id, -- id in the register of the unit of that body, where known
    x.start AS start, -- offset of the first character in the source text
    x."end" AS "end", -- offset behind the last character
    x.page AS page, -- page, from 1, where the format has pages
    x.rule AS rule, -- id of the rule that made the fact
    x.confidence AS confidence, -- 0 to 1
    (x_type.id IS NOT NULL OR x_number.id IS NOT NULL OR x_date.id IS NOT NULL OR x_issuer.id IS NOT NULL OR x_relation.id IS NOT NULL) AS corrected -- 1 where a person corrected it
  FROM legal_reference x
  LEFT JOIN correction x_type ON x_type.fact_table = 'legal_reference' AND x_type.fact_id = x.id AND x_type.field = 'type' AND x_type.active = 1
  LEFT JOIN correction x_number ON x_number.fact_table = 'legal_reference' AND x_number.fact_id = x.id AND x_number.field = 'number' AND x_number.active = 1
  LEFT JOIN correction x_date ON x_date.fact_table = 'legal_reference' AND x_date.fact_id = x.id AND x_date.field = 'date' AND x_date.active = 1
  LEFT JOIN correction x_issuer ON x_issuer.fact_table = 'legal_reference' AND x_issuer.fact_id = x.id AND x_issuer.field = 'issuer' AND x_issuer.active = 1
  LEFT JOIN correction x_relation ON x_relation.fact_table = 'legal_reference' AND x_relation.fact_id = x.id AND x_relation.field = 'relation' AND x_relation.active = 1
  WHERE NOT EXISTS (SELECT 1 FROM correction w WHERE w.fact_table = 'legal_reference' AND w.fact_id = x.id AND w.field = 'withdrawn' AND w.active = 1);
