-- Smaller and faster with many plans: the tables of facts keep their rows in the order of insertion, so that
-- pages are full and an index holds a short number for each row, not its long id; the full-text index has
-- rowids that grow, whose differences are short, and that say of themselves which row they stand for.

DROP VIEW target_comparison;
DROP VIEW responsibility_matrix;
DROP VIEW deadline_calendar;

CREATE TABLE section_new (
  -- A section of the outline.
  id TEXT PRIMARY KEY NOT NULL, -- made from content
  document_id TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE, -- the plan
  position INTEGER NOT NULL, -- order in the plan, from 0
  heading TEXT NOT NULL, -- heading as printed
  kind TEXT NOT NULL, -- objectives, requirements, tasks, implementation, funding, reporting, appendix, other
  level INTEGER NOT NULL, -- depth in the outline
  start INTEGER NOT NULL, -- offset of the first character in the source text
  "end" INTEGER NOT NULL -- offset behind the last character
);
INSERT INTO section_new SELECT * FROM section ORDER BY document_id, position;

CREATE TABLE goal_new (
  -- A goal (mục tiêu) of a plan.
  id TEXT PRIMARY KEY NOT NULL, -- made from content
  document_id TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE, -- the plan
  position INTEGER NOT NULL, -- order in the plan, from 0
  number TEXT, -- number as printed
  kind TEXT NOT NULL, -- general or specific
  text TEXT NOT NULL, -- the goal without its label
  start INTEGER NOT NULL, -- offset of the first character in the source text
  "end" INTEGER NOT NULL, -- offset behind the last character
  page INTEGER, -- page, from 1, where the format has pages
  rule TEXT NOT NULL, -- id of the rule that made the fact
  confidence REAL NOT NULL -- 0 to 1
);
INSERT INTO goal_new SELECT * FROM goal ORDER BY document_id, position;

CREATE TABLE indicator_new (
  -- A numbered or bulleted statement inside the goals (chỉ tiêu).
  id TEXT PRIMARY KEY NOT NULL, -- made from content
  document_id TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE, -- the plan
  position INTEGER NOT NULL, -- order in the plan, from 0
  number TEXT, -- number as printed
  goal TEXT, -- number of the goal that it stands in
  goal_id TEXT REFERENCES goal(id), -- that goal
  text TEXT NOT NULL, -- the statement whole
  start INTEGER NOT NULL, -- offset of the first character in the source text
  "end" INTEGER NOT NULL, -- offset behind the last character
  page INTEGER, -- page, from 1, where the format has pages
  rule TEXT NOT NULL, -- id of the rule that made the fact
  confidence REAL NOT NULL -- 0 to 1
);
INSERT INTO indicator_new SELECT * FROM indicator ORDER BY document_id, position;

CREATE TABLE target_new (
  -- One quantity, or one clause without a number, that the plan commits somebody to reach or keep.
  id TEXT PRIMARY KEY NOT NULL, -- made from content
  document_id TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE, -- the plan
  position INTEGER NOT NULL, -- order in the plan, from 0
  indicator TEXT, -- number of the indicator that it stands in
  indicator_id TEXT REFERENCES indicator(id), -- that indicator
  goal TEXT, -- number of the goal that it stands in
  goal_id TEXT REFERENCES goal(id), -- that goal
  section TEXT NOT NULL, -- kind of the section that it stands in
  kind TEXT NOT NULL, -- numeric, zero or qualitative
  measure TEXT NOT NULL, -- what is measured, in the plan's words
  quantity TEXT, -- level (reach 9%, fall to 9%) or change (fall by 9%)
  direction TEXT, -- increase, decrease, maintain, or null where no verb says it
  comparator TEXT, -- =, >, >=, <, <=, range, ~
  value NUMERIC, -- the figure; exact up to 15 digits
  value_high NUMERIC, -- upper end of a range
  unit TEXT, -- %, ratio, count, money (đồng), time (unit as printed), score, rank, area (hectares), other
  per NUMERIC, -- denominator of a ratio
  unit_text TEXT, -- unit as printed
  year INTEGER, -- the year by which
  frequency TEXT, -- annual, or null
  scope TEXT, -- part of the population or territory that this value is for
  agency TEXT, -- the agency that the text stands under, as printed
  agency_id TEXT REFERENCES agency(id), -- that agency
  quote TEXT NOT NULL, -- the clause that it was read from, verbatim
  normalised_value NUMERIC, -- the value made comparable, in `normalised_unit`
  normalised_value_high NUMERIC, -- the upper end of a range made comparable
  normalised_unit TEXT, -- unit of both: %, đồng, ha, /1.000, the thing counted; with direction and period of a change
  group_key TEXT, -- measure, unit and quantity folded: equal for likes of other plans, in the catalogue or not
  canonical_indicator_id TEXT REFERENCES canonical_indicator(id), -- the indicator of the catalogue
  match_score REAL, -- how sure that match is, 0 to 1
  start INTEGER NOT NULL, -- offset of the first character in the source text
  "end" INTEGER NOT NULL, -- offset behind the last character
  page INTEGER, -- page, from 1, where the format has pages
  rule TEXT NOT NULL, -- id of the rule that made the fact
  confidence REAL NOT NULL -- 0 to 1
);
INSERT INTO target_new SELECT * FROM target ORDER BY document_id, position;
-- Facts that people added shared the position of the fact before them.
UPDATE target_new AS x SET position = o.number FROM (
  SELECT id, row_number() OVER (PARTITION BY document_id ORDER BY position, start, id) - 1 AS number FROM target_new
) o WHERE o.id = x.id AND o.number <> x.position;

CREATE TABLE task_new (
  -- A task (nhiệm vụ) that the plan gives to one or several agencies.
  id TEXT PRIMARY KEY NOT NULL, -- made from content
  document_id TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE, -- the plan
  position INTEGER NOT NULL, -- order in the plan, from 0
  text TEXT NOT NULL, -- the task whole
  output TEXT, -- product or result that a column or label gives
  due TEXT, -- time limit that a column or label gives, in the form of `deadline.date`
  start INTEGER NOT NULL, -- offset of the first character in the source text
  "end" INTEGER NOT NULL, -- offset behind the last character
  page INTEGER, -- page, from 1, where the format has pages
  rule TEXT NOT NULL, -- id of the rule that made the fact
  confidence REAL NOT NULL -- 0 to 1
);
INSERT INTO task_new SELECT * FROM task ORDER BY document_id, position;
-- Facts that people added shared the position of the fact before them.
UPDATE task_new AS x SET position = o.number FROM (
  SELECT id, row_number() OVER (PARTITION BY document_id ORDER BY position, start, id) - 1 AS number FROM task_new
) o WHERE o.id = x.id AND o.number <> x.position;

CREATE TABLE responsibility_new (
  -- Which agency answers for a task, in which role.
  id TEXT PRIMARY KEY NOT NULL, -- made from content
  document_id TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE, -- the plan
  position INTEGER NOT NULL, -- order in the plan, from 0; partners stand behind their agency
  task_id TEXT NOT NULL REFERENCES task(id) ON DELETE CASCADE, -- the task
  agency TEXT NOT NULL, -- the agency as printed
  agency_id TEXT REFERENCES agency(id), -- that agency
  role TEXT NOT NULL, -- lead, request, coordinate, advise, implement
  partner_of TEXT REFERENCES responsibility(id) ON DELETE CASCADE, -- set where the task names this agency only as one to work with: the row of the agency that has the task
  start INTEGER NOT NULL, -- offset of the first character in the source text
  "end" INTEGER NOT NULL, -- offset behind the last character
  page INTEGER, -- page, from 1, where the format has pages
  rule TEXT NOT NULL, -- id of the rule that made the fact
  confidence REAL NOT NULL -- 0 to 1
);
INSERT INTO responsibility_new SELECT * FROM responsibility ORDER BY document_id, position;

CREATE TABLE deadline_new (
  -- A time limit on an action.
  id TEXT PRIMARY KEY NOT NULL, -- made from content
  document_id TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE, -- the plan
  position INTEGER NOT NULL, -- order in the plan, from 0
  quote TEXT NOT NULL, -- the clause, the cell or the labelled line, verbatim
  action TEXT NOT NULL, -- report, submit, complete, review, other
  agency TEXT, -- who must act, as printed
  agency_id TEXT REFERENCES agency(id), -- that agency
  relation TEXT NOT NULL, -- before, by, on, in, within, every
  date TEXT, -- ISO date, month, quarter, year, "--11-20", "---25", duration or span, as the contract has it
  recurrence TEXT NOT NULL, -- once, annual, semiannual, nine_months, quarterly, monthly, weekly, daily, event
  first_day TEXT, -- first day that `date` can mean, where it has a year
  last_day TEXT, -- last day that `date` can mean, where it has a year
  task_id TEXT REFERENCES task(id), -- the task that it stands in
  start INTEGER NOT NULL, -- offset of the first character in the source text
  "end" INTEGER NOT NULL, -- offset behind the last character
  page INTEGER, -- page, from 1, where the format has pages
  rule TEXT NOT NULL, -- id of the rule that made the fact
  confidence REAL NOT NULL -- 0 to 1
);
INSERT INTO deadline_new SELECT * FROM deadline ORDER BY document_id, position;
-- Facts that people added shared the position of the fact before them.
UPDATE deadline_new AS x SET position = o.number FROM (
  SELECT id, row_number() OVER (PARTITION BY document_id ORDER BY position, start, id) - 1 AS number FROM deadline_new
) o WHERE o.id = x.id AND o.number <> x.position;

CREATE TABLE legal_reference_new (
  -- A document that the plan cites.
  id TEXT PRIMARY KEY NOT NULL, -- made from content
  document_id TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE, -- the plan
  position INTEGER NOT NULL, -- order in the plan, from 0
  type TEXT NOT NULL, -- "Quyết định"; the whole name of a law without a number
  number TEXT, -- "23/QĐ-TTg"
  date TEXT, -- ISO date
  issuer TEXT, -- fullest printed form
  relation TEXT NOT NULL, -- implements, basis, cites
  cited_document_id TEXT REFERENCES document(id) ON DELETE SET NULL, -- the cited plan, where it is in the database
  number_key TEXT, -- number folded, by which the cited plan is found
  cited_level TEXT, -- level of the cited document's issuing body, where known
  cited_locality_id TEXT, -- id in the register of the unit of that body, where known
  start INTEGER NOT NULL, -- offset of the first character in the source text
  "end" INTEGER NOT NULL, -- offset behind the last character
  page INTEGER, -- page, from 1, where the format has pages
  rule TEXT NOT NULL, -- id of the rule that made the fact
  confidence REAL NOT NULL -- 0 to 1
);
INSERT INTO legal_reference_new SELECT * FROM legal_reference ORDER BY document_id, position;

DROP TABLE legal_reference;
DROP TABLE deadline;
DROP TABLE responsibility;
DROP TABLE task;
DROP TABLE target;
DROP TABLE indicator;
DROP TABLE goal;
DROP TABLE section;
ALTER TABLE section_new RENAME TO section;
ALTER TABLE goal_new RENAME TO goal;
ALTER TABLE indicator_new RENAME TO indicator;
ALTER TABLE target_new RENAME TO target;
ALTER TABLE task_new RENAME TO task;
ALTER TABLE responsibility_new RENAME TO responsibility;
ALTER TABLE deadline_new RENAME TO deadline;
ALTER TABLE legal_reference_new RENAME TO legal_reference;

CREATE INDEX section_document ON section(document_id, position);
CREATE INDEX goal_document ON goal(document_id, position);
CREATE INDEX indicator_document ON indicator(document_id, position);
CREATE INDEX indicator_goal ON indicator(goal_id) WHERE goal_id IS NOT NULL;
CREATE INDEX target_document ON target(document_id, position);
CREATE INDEX target_indicator ON target(indicator_id) WHERE indicator_id IS NOT NULL;
CREATE INDEX target_goal ON target(goal_id) WHERE goal_id IS NOT NULL;
CREATE INDEX target_agency ON target(agency_id) WHERE agency_id IS NOT NULL;
CREATE INDEX target_canonical ON target(canonical_indicator_id, document_id, year) WHERE canonical_indicator_id IS NOT NULL;
CREATE INDEX task_document ON task(document_id, position);
CREATE INDEX responsibility_document ON responsibility(document_id, position);
CREATE INDEX responsibility_task ON responsibility(task_id);
CREATE INDEX responsibility_agency ON responsibility(agency_id, role) WHERE agency_id IS NOT NULL;
CREATE INDEX responsibility_partner ON responsibility(partner_of) WHERE partner_of IS NOT NULL;
CREATE INDEX deadline_document ON deadline(document_id, position);
CREATE INDEX deadline_last_day ON deadline(last_day);
CREATE INDEX deadline_agency ON deadline(agency_id) WHERE agency_id IS NOT NULL;
CREATE INDEX deadline_task ON deadline(task_id) WHERE task_id IS NOT NULL;
CREATE INDEX legal_reference_document ON legal_reference(document_id, position);
CREATE INDEX legal_reference_number ON legal_reference(number) WHERE number IS NOT NULL;
CREATE INDEX legal_reference_key ON legal_reference(number_key, date) WHERE number_key IS NOT NULL;
CREATE INDEX legal_reference_cited ON legal_reference(cited_document_id) WHERE cited_document_id IS NOT NULL;

DROP TABLE search_row;
DROP TABLE search_index;

CREATE TABLE search_plan (
  -- A short number for each plan, for the rowids of `search_index`.
  number INTEGER PRIMARY KEY, -- running number; it says nothing and may differ from database to database
  document_id TEXT NOT NULL UNIQUE REFERENCES document(id) ON DELETE CASCADE -- the plan
);
INSERT INTO search_plan (document_id) SELECT id FROM document ORDER BY id;

-- Full text without accents; đ is folded before it is put in: write d for đ in a query.
-- A rowid is the plan's number * 1048576 + the row's `position` * 8 + its kind.
-- Kinds: 0 document, 1 goal, 2 indicator, 3 target, 4 task, 5 deadline, 6 legal_reference, 7 section.
CREATE VIRTUAL TABLE search_index USING fts5(text, content='', tokenize='unicode61 remove_diacritics 2');
INSERT INTO search_index (rowid, text)
  WITH
    words (document_id, kind, position, text) AS (
      SELECT id, 0, 0, concat_words FROM (
        SELECT id, ltrim(coalesce(' ' || number, '') || coalesce(' ' || symbol, '') || coalesce(' ' || title, '')
          || coalesce(' ' || issuer, '') || coalesce(' ' || province, '') || coalesce(' ' || district, '')
          || coalesce(' ' || commune, '') || coalesce(' ' || signer_name, ''), ' ') AS concat_words FROM document
      )
      UNION ALL SELECT document_id, 1, position, text FROM goal
      UNION ALL SELECT document_id, 2, position, text FROM indicator
      UNION ALL SELECT document_id, 3, position, quote
        || CASE WHEN instr(quote, measure) = 0 THEN ' ' || measure ELSE '' END
        || CASE WHEN instr(quote, scope) = 0 THEN ' ' || scope ELSE '' END
        || CASE WHEN instr(quote, agency) = 0 THEN ' ' || agency ELSE '' END FROM target
      UNION ALL SELECT document_id, 4, position, text
        || CASE WHEN instr(text, output) = 0 THEN ' ' || output ELSE '' END FROM task
      UNION ALL SELECT document_id, 5, position, quote
        || CASE WHEN instr(quote, agency) = 0 THEN ' ' || agency ELSE '' END FROM deadline
      UNION ALL SELECT document_id, 6, position, type || coalesce(' ' || number, '') || coalesce(' ' || issuer, '')
        FROM legal_reference
      UNION ALL SELECT s.document_id, 7, s.position, s.heading || ' ' || substr(t.text, s.start + 1, min(s."end",
        coalesce((SELECT min(o.start) FROM section o WHERE o.document_id = s.document_id AND o.start > s.start),
          length(t.text))) - s.start) FROM section s JOIN document_text t ON t.document_id = s.document_id
    )
  SELECT p.number * 1048576 + w.position * 8 + w.kind,
    replace(replace(replace(replace(w.text, 'đ', 'd'), 'Đ', 'd'), 'ð', 'd'), 'Ð', 'd')
  FROM words w JOIN search_plan p ON p.document_id = w.document_id
  ORDER BY 1;
INSERT INTO search_index (search_index) VALUES ('optimize');

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
