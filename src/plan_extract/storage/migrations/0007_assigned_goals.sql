-- Indicators that a task names by their goal ("chỉ tiêu 1 của Mục tiêu 2"), and those of a goal that it is given whole.

DROP VIEW responsibility_matrix;

CREATE TABLE responsibility_indicator_new (
  -- The indicators that a task is told: by number, or by the goal that it is given whole.
  responsibility_id TEXT NOT NULL REFERENCES responsibility(id) ON DELETE CASCADE, -- the responsibility
  position INTEGER NOT NULL, -- order in the task, from 0
  indicator TEXT, -- number of the indicator
  indicator_id TEXT REFERENCES indicator(id), -- that indicator, where the plan has it and one alone can be meant
  goal TEXT, -- number of the goal that the task names with it
  named INTEGER NOT NULL DEFAULT 1, -- 1: the task names the number itself, 0: it is given the whole goal
  PRIMARY KEY (responsibility_id, position)
) WITHOUT ROWID;
INSERT INTO responsibility_indicator_new (responsibility_id, position, indicator, indicator_id)
  SELECT responsibility_id, position, indicator, indicator_id FROM responsibility_indicator ORDER BY 1, 2;
DROP TABLE responsibility_indicator;
ALTER TABLE responsibility_indicator_new RENAME TO responsibility_indicator;
CREATE INDEX responsibility_indicator_indicator ON responsibility_indicator(indicator_id);

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
    r.agency_id AS agency_id, -- linked agency
    a.name AS agency_name, -- its full name
    CASE WHEN x_role.id IS NULL THEN r.role ELSE x_role.value END AS role, -- lead, request, coordinate, advise, implement
    r.partner_of IS NOT NULL AS partner, -- 1 where the task only names it as one to work with
    r.task_id AS task_id, -- the task
    k.text AS task, -- its text
    k.output AS output, -- product or result
    k.due AS due, -- time limit
    n.indicator AS indicator, -- number of the indicator that the task is told
    n.indicator_id AS indicator_id, -- that indicator
    n.goal AS indicator_goal, -- number of the goal that the task names with it
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
