-- The targets of an indicator in the order of a comparison, so that very many are counted, ranked and shown page by
-- page without reading all of them.

CREATE TABLE compared_target (
  -- The targets of the catalogue's indicators in the order in which comparisons list them; triggers keep it.
  canonical_indicator_id TEXT NOT NULL, -- indicator of the catalogue
  unit TEXT NOT NULL, -- JSON of normalised_unit, unit, per, unit_text, quantity and kind of the target
  level INTEGER NOT NULL, -- place of the plan's level in the order of comparisons: 0 national ... 8 other
  year INTEGER NOT NULL, -- the year by which; 0: none
  descending NUMERIC NOT NULL, -- normalised value (value, where there is none) with its sign turned, as extracted
  place TEXT NOT NULL, -- commune, district, province of the plan
  target_id TEXT NOT NULL, -- the target
  of_part INTEGER NOT NULL, -- 1: of a part of the population or territory only
  PRIMARY KEY (canonical_indicator_id, unit, level, year, descending, place, target_id)
) WITHOUT ROWID;

INSERT INTO compared_target
  SELECT t.canonical_indicator_id,
    json_array(t.normalised_unit, t.unit, t.per, t.unit_text, t.quantity, t.kind),
    CASE d.level WHEN 'national' THEN 0 WHEN 'ministry' THEN 1 WHEN 'province' THEN 2 WHEN 'department' THEN 3
      WHEN 'district' THEN 4 WHEN 'commune' THEN 5 WHEN 'party' THEN 6 WHEN 'front' THEN 7 ELSE 8 END,
    coalesce(t.year, 0), coalesce(-coalesce(t.normalised_value, t.value), 0),
    rtrim(coalesce(nullif(d.commune, '') || ', ', '') || coalesce(nullif(d.district, '') || ', ', '')
      || coalesce(d.province, ''), ', '),
    t.id, t.scope IS NOT NULL
    FROM target t JOIN document d ON d.id = t.document_id WHERE t.canonical_indicator_id IS NOT NULL
  ORDER BY 1, 2, 3, 4, 5, 6, 7;

CREATE TRIGGER compared_target_insert AFTER INSERT ON target WHEN NEW.canonical_indicator_id IS NOT NULL BEGIN
  INSERT INTO compared_target
    SELECT NEW.canonical_indicator_id,
      json_array(NEW.normalised_unit, NEW.unit, NEW.per, NEW.unit_text, NEW.quantity, NEW.kind),
      CASE d.level WHEN 'national' THEN 0 WHEN 'ministry' THEN 1 WHEN 'province' THEN 2 WHEN 'department' THEN 3
        WHEN 'district' THEN 4 WHEN 'commune' THEN 5 WHEN 'party' THEN 6 WHEN 'front' THEN 7 ELSE 8 END,
      coalesce(NEW.year, 0), coalesce(-coalesce(NEW.normalised_value, NEW.value), 0),
      rtrim(coalesce(nullif(d.commune, '') || ', ', '') || coalesce(nullif(d.district, '') || ', ', '')
        || coalesce(d.province, ''), ', '),
      NEW.id, NEW.scope IS NOT NULL
        FROM document d WHERE d.id = NEW.document_id;
END;
CREATE TRIGGER compared_target_delete AFTER DELETE ON target WHEN OLD.canonical_indicator_id IS NOT NULL BEGIN
  DELETE FROM compared_target WHERE canonical_indicator_id = OLD.canonical_indicator_id AND unit =
    json_array(OLD.normalised_unit, OLD.unit, OLD.per, OLD.unit_text, OLD.quantity, OLD.kind)
    AND level IN (0, 1, 2, 3, 4, 5, 6, 7, 8) AND year = coalesce(OLD.year, 0)
    AND descending = coalesce(-coalesce(OLD.normalised_value, OLD.value), 0) AND target_id = OLD.id;
END;
CREATE TRIGGER compared_target_update AFTER UPDATE OF canonical_indicator_id, normalised_unit, unit, per, unit_text,
  quantity, kind, year, normalised_value, value, scope ON target BEGIN
  DELETE FROM compared_target WHERE canonical_indicator_id = OLD.canonical_indicator_id AND unit =
    json_array(OLD.normalised_unit, OLD.unit, OLD.per, OLD.unit_text, OLD.quantity, OLD.kind)
    AND level IN (0, 1, 2, 3, 4, 5, 6, 7, 8) AND year = coalesce(OLD.year, 0)
    AND descending = coalesce(-coalesce(OLD.normalised_value, OLD.value), 0) AND target_id = OLD.id;
  INSERT INTO compared_target
    SELECT NEW.canonical_indicator_id,
      json_array(NEW.normalised_unit, NEW.unit, NEW.per, NEW.unit_text, NEW.quantity, NEW.kind),
      CASE d.level WHEN 'national' THEN 0 WHEN 'ministry' THEN 1 WHEN 'province' THEN 2 WHEN 'department' THEN 3
        WHEN 'district' THEN 4 WHEN 'commune' THEN 5 WHEN 'party' THEN 6 WHEN 'front' THEN 7 ELSE 8 END,
      coalesce(NEW.year, 0), coalesce(-coalesce(NEW.normalised_value, NEW.value), 0),
      rtrim(coalesce(nullif(d.commune, '') || ', ', '') || coalesce(nullif(d.district, '') || ', ', '')
        || coalesce(d.province, ''), ', '),
      NEW.id, NEW.scope IS NOT NULL
        FROM document d WHERE d.id = NEW.document_id AND NEW.canonical_indicator_id IS NOT NULL;
END;
CREATE TRIGGER compared_target_place AFTER UPDATE OF level, province, district, commune ON document
  WHEN OLD.level IS NOT NEW.level OR OLD.province IS NOT NEW.province OR OLD.district IS NOT NEW.district
    OR OLD.commune IS NOT NEW.commune
BEGIN
  UPDATE target SET canonical_indicator_id = canonical_indicator_id WHERE document_id = NEW.id;
END;
