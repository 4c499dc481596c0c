-- Faster and smaller with very many plans. The full-text index is ordered by the kind of row, so that a search in
-- one kind reads that alone; the texts of the plans are compressed; facts to be reviewed and the targets of an
-- indicator are found in an index, without reading rows.

DROP TABLE search_index;
DROP TABLE search_plan;

CREATE TABLE search_plan (
  -- A row of numbers for each plan, for the rowids of `search_index`.
  number INTEGER PRIMARY KEY, -- the first of its numbers; it says nothing and may differ from database to database
  slots INTEGER NOT NULL, -- how many numbers it has: a row of the plan has `number` + its `position`
  document_id TEXT NOT NULL UNIQUE REFERENCES document(id) ON DELETE CASCADE -- the plan
);
INSERT INTO search_plan (number, slots, document_id)
  SELECT coalesce(sum(slots) OVER (ORDER BY document_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0), slots,
    document_id
  FROM (
    SELECT d.id AS document_id, 5 + max(
      coalesce((SELECT max(position) FROM goal x WHERE x.document_id = d.id), 0),
      coalesce((SELECT max(position) FROM indicator x WHERE x.document_id = d.id), 0),
      coalesce((SELECT max(position) FROM target x WHERE x.document_id = d.id), 0),
      coalesce((SELECT max(position) FROM task x WHERE x.document_id = d.id), 0),
      coalesce((SELECT max(position) FROM deadline x WHERE x.document_id = d.id), 0),
      coalesce((SELECT max(position) FROM legal_reference x WHERE x.document_id = d.id), 0),
      coalesce((SELECT max(position) FROM section x WHERE x.document_id = d.id), 0)
    ) AS slots FROM document d
  );

-- Full text without accents; đ is folded before it is put in: write d for đ in a query.
-- A rowid is the row's kind * 4294967296 + the plan's number + the row's `position`.
-- Kinds: 0 document, 1 goal, 2 indicator, 3 target, 4 task, 5 deadline, 6 legal_reference, 7 section.
CREATE VIRTUAL TABLE search_index USING fts5(text, content='', tokenize='unicode61 remove_diacritics 2');
INSERT INTO search_index (search_index, rank) VALUES ('hashsize', 33554432);
INSERT INTO search_index (rowid, text)
  SELECT p.number, replace(replace(replace(replace(ltrim(coalesce(' ' || d.number, '') || coalesce(' ' || d.symbol, '')
    || coalesce(' ' || d.title, '') || coalesce(' ' || d.issuer, '') || coalesce(' ' || d.province, '')
    || coalesce(' ' || d.district, '') || coalesce(' ' || d.commune, '') || coalesce(' ' || d.signer_name, ''), ' '),
    'đ', 'd'), 'Đ', 'd'), 'ð', 'd'), 'Ð', 'd')
  FROM search_plan p CROSS JOIN document d ON d.id = p.document_id ORDER BY p.number;
INSERT INTO search_index (rowid, text)
  SELECT 4294967296 + p.number + x.position, replace(replace(replace(replace(x.text,
    'đ', 'd'), 'Đ', 'd'), 'ð', 'd'), 'Ð', 'd')
  FROM search_plan p CROSS JOIN goal x ON x.document_id = p.document_id ORDER BY p.number, x.position;
INSERT INTO search_index (rowid, text)
  SELECT 2 * 4294967296 + p.number + x.position, replace(replace(replace(replace(x.text,
    'đ', 'd'), 'Đ', 'd'), 'ð', 'd'), 'Ð', 'd')
  FROM search_plan p CROSS JOIN indicator x ON x.document_id = p.document_id ORDER BY p.number, x.position;
INSERT INTO search_index (rowid, text)
  SELECT 3 * 4294967296 + p.number + x.position, replace(replace(replace(replace(x.quote
    || CASE WHEN instr(x.quote, x.measure) = 0 THEN ' ' || x.measure ELSE '' END
    || CASE WHEN instr(x.quote, x.scope) = 0 THEN ' ' || x.scope ELSE '' END
    || CASE WHEN instr(x.quote, x.agency) = 0 THEN ' ' || x.agency ELSE '' END,
    'đ', 'd'), 'Đ', 'd'), 'ð', 'd'), 'Ð', 'd')
  FROM search_plan p CROSS JOIN target x ON x.document_id = p.document_id ORDER BY p.number, x.position;
INSERT INTO search_index (rowid, text)
  SELECT 4 * 4294967296 + p.number + x.position, replace(replace(replace(replace(x.text
    || CASE WHEN instr(x.text, x.output) = 0 THEN ' ' || x.output ELSE '' END,
    'đ', 'd'), 'Đ', 'd'), 'ð', 'd'), 'Ð', 'd')
  FROM search_plan p CROSS JOIN task x ON x.document_id = p.document_id ORDER BY p.number, x.position;
INSERT INTO search_index (rowid, text)
  SELECT 5 * 4294967296 + p.number + x.position, replace(replace(replace(replace(x.quote
    || CASE WHEN instr(x.quote, x.agency) = 0 THEN ' ' || x.agency ELSE '' END,
    'đ', 'd'), 'Đ', 'd'), 'ð', 'd'), 'Ð', 'd')
  FROM search_plan p CROSS JOIN deadline x ON x.document_id = p.document_id ORDER BY p.number, x.position;
INSERT INTO search_index (rowid, text)
  SELECT 6 * 4294967296 + p.number + x.position, replace(replace(replace(replace(x.type
    || coalesce(' ' || x.number, '') || coalesce(' ' || x.issuer, ''),
    'đ', 'd'), 'Đ', 'd'), 'ð', 'd'), 'Ð', 'd')
  FROM search_plan p CROSS JOIN legal_reference x ON x.document_id = p.document_id ORDER BY p.number, x.position;
INSERT INTO search_index (rowid, text)
  SELECT 7 * 4294967296 + p.number + s.position, replace(replace(replace(replace(s.heading || ' '
    || substr(t.text, s.start + 1, min(s."end", coalesce((SELECT min(o.start) FROM section o
      WHERE o.document_id = s.document_id AND o.start > s.start), length(t.text))) - s.start),
    'đ', 'd'), 'Đ', 'd'), 'ð', 'd'), 'Ð', 'd')
  FROM search_plan p CROSS JOIN document_text t ON t.document_id = p.document_id
    CROSS JOIN section s ON s.document_id = p.document_id ORDER BY p.number, s.position;
INSERT INTO search_index (search_index) VALUES ('optimize');
INSERT INTO search_index (search_index, rank) VALUES ('hashsize', 1048576);

ALTER TABLE document_text RENAME TO document_text_old;
CREATE TABLE document_content (
  -- The texts behind `document_text`, compressed: a third of the size.
  document_id TEXT PRIMARY KEY REFERENCES document(id) ON DELETE CASCADE, -- the plan
  size INTEGER NOT NULL, -- bytes of the text in UTF-8
  content BLOB NOT NULL -- the text in UTF-8 as zlib packs it; as it is where it has `size` bytes
) WITHOUT ROWID;
INSERT INTO document_content
  SELECT document_id, length(CAST(text AS BLOB)), sqlar_compress(CAST(text AS BLOB)) FROM document_text_old
  ORDER BY document_id;
DROP TABLE document_text_old;

CREATE VIEW document_text AS
  -- The text of a plan as read; `start` and `end` of every fact count its characters from 0.
  SELECT
    document_id AS document_id, -- the plan
    CAST(sqlar_uncompress(content, size) AS TEXT) AS text -- substr(text, start + 1, "end" - start) is the place that a fact was read from; needs the sqlite3 shell, the web pages or `plan_extract` (elsewhere: unpack `document_content`)
  FROM document_content;
CREATE TRIGGER document_text_insert INSTEAD OF INSERT ON document_text BEGIN
  INSERT INTO document_content (document_id, size, content)
    VALUES (NEW.document_id, length(CAST(NEW.text AS BLOB)), sqlar_compress(CAST(NEW.text AS BLOB)));
END;
CREATE TRIGGER document_text_delete INSTEAD OF DELETE ON document_text BEGIN
  DELETE FROM document_content WHERE document_id = OLD.document_id;
END;

-- Covering: the targets of an indicator, by plan and year, without reading them.
DROP INDEX target_canonical;
CREATE INDEX target_canonical ON target(canonical_indicator_id, document_id, year, id) WHERE canonical_indicator_id IS NOT NULL;

-- What the review puts before a person, most doubtful first.
CREATE INDEX target_doubtful ON target(confidence, id) WHERE confidence < 0.85;
CREATE INDEX responsibility_doubtful ON responsibility(confidence, id) WHERE confidence < 0.85;
CREATE INDEX deadline_doubtful ON deadline(confidence, id) WHERE confidence < 0.85;
