-- The first schema. Ids are text made from content: a document's from the SHA-256 of its file, a fact's
-- from its document, its kind and its words, so that both are the same however often and in whatever
-- order files are ingested. The remark behind each column is its entry in docs/data-dictionary.md.

CREATE TABLE locality (
  -- An administrative unit as it stood in one period; linked units and those above them.
  id TEXT PRIMARY KEY, -- id in the register of localities ("00004.1")
  code TEXT NOT NULL, -- official code of the unit; handed on over time, so no key alone
  level TEXT NOT NULL, -- province, district or commune
  unit_word TEXT NOT NULL, -- tỉnh, thành phố, huyện, quận, thị xã, xã, phường, thị trấn
  name TEXT NOT NULL, -- name without the unit word
  parent_id TEXT REFERENCES locality(id), -- the unit above
  valid_from TEXT, -- first day, ISO; null: since before the register begins
  valid_to TEXT, -- last day, ISO; null: stands today
  latitude REAL, -- degrees (WGS 84) of a point in or near the unit
  longitude REAL -- degrees (WGS 84)
) WITHOUT ROWID;
CREATE INDEX locality_parent ON locality(parent_id);
CREATE INDEX locality_name ON locality(name);

CREATE TABLE agency (
  -- A body that plans name: from the register, or as printed where the register has none.
  id TEXT PRIMARY KEY, -- type and unit ("phong-y-te@157.1"), or a hash of `key` where a name is several bodies
  name TEXT NOT NULL, -- full name with its place; where only printed forms are known the first by letter order
  key TEXT NOT NULL, -- the name folded for matching: lower case, no accents, "Ủy ban nhân dân" as ubnd
  type TEXT, -- type of body in the register of agencies ("phong-y-te"), where that knows it
  kind TEXT NOT NULL, -- named, class ("UBND các xã"), vague ("các ngành"), several (one name for more than one body)
  level TEXT, -- level of the body
  locality_id TEXT REFERENCES locality(id), -- the unit that the body belongs to, where known
  registered INTEGER NOT NULL DEFAULT 0 CHECK (registered IN (0, 1)) -- 1: from the register, 0: as printed
) WITHOUT ROWID;
CREATE INDEX agency_key ON agency(key);

CREATE TABLE agency_alias (
  -- A form of an agency's name, as printed or as the register lists it.
  agency_id TEXT NOT NULL REFERENCES agency(id) ON DELETE CASCADE, -- the agency
  alias TEXT NOT NULL, -- the form
  source TEXT NOT NULL CHECK (source IN ('printed', 'register')), -- where the form is from
  PRIMARY KEY (agency_id, alias)
) WITHOUT ROWID;
CREATE INDEX agency_alias_alias ON agency_alias(alias);

CREATE TABLE canonical_indicator (
  -- An indicator of the catalogue: the identity that makes targets of different plans comparable.
  id TEXT PRIMARY KEY, -- id in the catalogue
  name TEXT NOT NULL, -- name in Vietnamese
  name_en TEXT, -- name in English
  field TEXT, -- field of policy
  unit TEXT, -- unit in which values are compared
  direction TEXT -- increase or decrease: which way is better; null where neither
) WITHOUT ROWID;

CREATE TABLE document (
  -- A plan: letterhead, title, signature, and the file that it was read from.
  id TEXT PRIMARY KEY, -- the first 16 hex digits of `sha256`
  sha256 TEXT NOT NULL UNIQUE, -- SHA-256 of the file
  file_name TEXT NOT NULL, -- name of the file; of several copies the first by letter order
  media_type TEXT NOT NULL, -- media type of the file
  reader TEXT NOT NULL, -- the reader that read it
  pages INTEGER, -- number of pages, where the format has pages
  text_confidence REAL NOT NULL, -- below 1 where the text itself is uncertain (scans)
  extractor_version TEXT NOT NULL, -- version of the program and its rules that made the facts
  number TEXT, -- what stands before the slash ("52"); null where blank
  symbol TEXT, -- what follows the slash ("KH-UBND")
  type TEXT, -- "Kế hoạch", or what the document calls itself
  title TEXT, -- the subject (trích yếu)
  issuer TEXT, -- issuing body with its locality ("UBND tỉnh Quảng Ninh")
  level TEXT NOT NULL, -- national, ministry, province, district, commune, department, party, front, other
  province TEXT, -- name without the unit word
  district TEXT, -- name without the unit word
  commune TEXT, -- name without the unit word
  issued_date TEXT, -- ISO date, or month where no day is filled in
  period_start INTEGER, -- first year that the plan covers
  period_end INTEGER, -- last year that the plan covers
  signer_name TEXT, -- who signed
  signer_position TEXT, -- "Phó Chủ tịch"
  locality_id TEXT REFERENCES locality(id), -- the unit that the plan is for, where linked
  number_key TEXT, -- number and symbol folded, by which citations find the plan
  issuing_level TEXT, -- level of the issuing body's unit, for the same
  identity_key TEXT -- number, symbol, issuer and date (title, where the number is blank), folded: equal for one plan in two formats; null where too little is known
) WITHOUT ROWID;
CREATE INDEX document_identity ON document(identity_key);
CREATE INDEX document_number_key ON document(number_key, issued_date);
CREATE INDEX document_number ON document(number, symbol);
CREATE INDEX document_locality ON document(locality_id);
CREATE INDEX document_place ON document(province, district, commune);
CREATE INDEX document_level ON document(level, period_start);

CREATE TABLE document_text (
  -- The text of a plan as read; `start` and `end` of every fact count its characters from 0.
  document_id TEXT PRIMARY KEY REFERENCES document(id) ON DELETE CASCADE, -- the plan
  text TEXT NOT NULL -- substr(text, start + 1, "end" - start) is the place that a fact was read from
) WITHOUT ROWID;

CREATE TABLE section (
  -- A section of the outline.
  id TEXT PRIMARY KEY, -- made from content
  document_id TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE, -- the plan
  position INTEGER NOT NULL, -- order in the plan, from 0
  heading TEXT NOT NULL, -- heading as printed
  kind TEXT NOT NULL, -- objectives, requirements, tasks, implementation, funding, reporting, appendix, other
  level INTEGER NOT NULL, -- depth in the outline
  start INTEGER NOT NULL, -- offset of the first character in the source text
  "end" INTEGER NOT NULL -- offset behind the last character
) WITHOUT ROWID;
CREATE INDEX section_document ON section(document_id, position);

CREATE TABLE goal (
  -- A goal (mục tiêu) of a plan.
  id TEXT PRIMARY KEY, -- made from content
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
) WITHOUT ROWID;
CREATE INDEX goal_document ON goal(document_id, position);

CREATE TABLE indicator (
  -- A numbered or bulleted statement inside the goals (chỉ tiêu).
  id TEXT PRIMARY KEY, -- made from content
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
) WITHOUT ROWID;
CREATE INDEX indicator_document ON indicator(document_id, position);
CREATE INDEX indicator_goal ON indicator(goal_id);

CREATE TABLE target (
  -- One quantity, or one clause without a number, that the plan commits somebody to reach or keep.
  id TEXT PRIMARY KEY, -- made from content
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
) WITHOUT ROWID;
CREATE INDEX target_document ON target(document_id, position);
CREATE INDEX target_indicator ON target(indicator_id);
CREATE INDEX target_goal ON target(goal_id);
CREATE INDEX target_agency ON target(agency_id);
CREATE INDEX target_group ON target(group_key);
CREATE INDEX target_canonical ON target(canonical_indicator_id, year);

CREATE TABLE task (
  -- A task (nhiệm vụ) that the plan gives to one or several agencies.
  id TEXT PRIMARY KEY, -- made from content
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
) WITHOUT ROWID;
CREATE INDEX task_document ON task(document_id, position);

CREATE TABLE responsibility (
  -- Which agency answers for a task, in which role.
  id TEXT PRIMARY KEY, -- made from content
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
) WITHOUT ROWID;
CREATE INDEX responsibility_document ON responsibility(document_id, position);
CREATE INDEX responsibility_task ON responsibility(task_id);
CREATE INDEX responsibility_agency ON responsibility(agency_id, role);
CREATE INDEX responsibility_partner ON responsibility(partner_of) WHERE partner_of IS NOT NULL;

CREATE TABLE responsibility_indicator (
  -- The indicators that a task names by number.
  responsibility_id TEXT NOT NULL REFERENCES responsibility(id) ON DELETE CASCADE, -- the responsibility
  position INTEGER NOT NULL, -- order in the task, from 0
  indicator TEXT NOT NULL, -- number of the indicator as named
  indicator_id TEXT REFERENCES indicator(id), -- that indicator, where the plan has it
  PRIMARY KEY (responsibility_id, position)
) WITHOUT ROWID;
CREATE INDEX responsibility_indicator_indicator ON responsibility_indicator(indicator_id);

CREATE TABLE deadline (
  -- A time limit on an action.
  id TEXT PRIMARY KEY, -- made from content
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
) WITHOUT ROWID;
CREATE INDEX deadline_document ON deadline(document_id, position);
CREATE INDEX deadline_last_day ON deadline(last_day);
CREATE INDEX deadline_agency ON deadline(agency_id);
CREATE INDEX deadline_task ON deadline(task_id);

CREATE TABLE legal_reference (
  -- A document that the plan cites.
  id TEXT PRIMARY KEY, -- made from content
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
) WITHOUT ROWID;
CREATE INDEX legal_reference_document ON legal_reference(document_id, position);
CREATE INDEX legal_reference_number ON legal_reference(number);
CREATE INDEX legal_reference_key ON legal_reference(number_key, date);
CREATE INDEX legal_reference_cited ON legal_reference(cited_document_id);

CREATE TABLE issue (
  -- Something in a plan that a person should look at.
  id TEXT PRIMARY KEY, -- made from content
  document_id TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE, -- the plan
  position INTEGER NOT NULL, -- order in the plan, from 0
  kind TEXT NOT NULL, -- short key (blank-number, low-confidence, unread-number ...)
  severity TEXT NOT NULL, -- info, warning, error
  message TEXT NOT NULL, -- what a person should know
  start INTEGER, -- offset of the first character in the source text, where it has a place
  "end" INTEGER, -- offset behind the last character
  page INTEGER -- page, from 1, where the format has pages
) WITHOUT ROWID;
CREATE INDEX issue_document ON issue(document_id, position);
CREATE INDEX issue_kind ON issue(kind);

CREATE TABLE correction (
  -- A person's correction of one field, beside the machine's value; it outlives a new extraction.
  id INTEGER PRIMARY KEY, -- running number
  fact_table TEXT NOT NULL, -- table of the row corrected
  fact_id TEXT NOT NULL, -- id of the row corrected
  field TEXT NOT NULL, -- column corrected; "withdrawn" with value 1: the fact is none
  machine_value TEXT, -- what the machine had read
  value TEXT, -- the right value; null: the field is empty
  author TEXT NOT NULL, -- who corrected
  created_at TEXT NOT NULL, -- when, ISO, UTC
  note TEXT, -- why
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)) -- 0: a later correction of the field replaced it
);
CREATE UNIQUE INDEX correction_active ON correction(fact_table, fact_id, field) WHERE active = 1;
CREATE INDEX correction_fact ON correction(fact_id);

CREATE TABLE ingest_run (
  -- A run of ingest that had something to do; a run that finds nothing new leaves no row.
  id INTEGER PRIMARY KEY, -- running number
  started_at TEXT NOT NULL, -- ISO, UTC
  finished_at TEXT, -- ISO, UTC; null: running, or stopped before its end
  extractor_version TEXT NOT NULL, -- version of the program and its rules
  workers INTEGER NOT NULL, -- number of worker processes
  paths TEXT NOT NULL -- JSON list of the paths given
);

CREATE TABLE ingest_file (
  -- What became of a file, by the last run that read it.
  path TEXT PRIMARY KEY, -- absolute path
  run_id INTEGER NOT NULL REFERENCES ingest_run(id), -- that run
  sha256 TEXT, -- SHA-256 of the file; null where it could not be read
  size INTEGER, -- bytes
  outcome TEXT NOT NULL CHECK (outcome IN ('stored', 'duplicate', 'failed', 'skipped')), -- stored; duplicate: the same plan is kept from another file; failed; skipped: not a document
  cause TEXT, -- short key of the reason (empty, not-supported, damaged, crashed, timeout, few-facts, same-file, same-plan ...)
  message TEXT, -- the reason in words
  document_id TEXT REFERENCES document(id) ON DELETE SET NULL, -- the plan that holds the file's content
  reader TEXT, -- the reader that read it
  extractor_version TEXT NOT NULL, -- version of the program and its rules
  seconds REAL, -- time for reading and extraction
  facts INTEGER -- number of facts found
) WITHOUT ROWID;
CREATE INDEX ingest_file_sha256 ON ingest_file(sha256);
CREATE INDEX ingest_file_document ON ingest_file(document_id);
CREATE INDEX ingest_file_outcome ON ingest_file(outcome, cause);

CREATE TABLE search_row (
  -- What each row of `search_index` stands for.
  id INTEGER PRIMARY KEY, -- rowid in `search_index`, made from content
  document_id TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE, -- the plan
  kind TEXT NOT NULL, -- document, section, goal, indicator, target, task, deadline, legal_reference
  row_id TEXT NOT NULL -- id in the table of that name
);
CREATE INDEX search_row_document ON search_row(document_id);

-- Full text without accents; đ is folded before it is put in: write d for đ in a query.
CREATE VIRTUAL TABLE search_index USING fts5(text, content='', tokenize='unicode61 remove_diacritics 2');
