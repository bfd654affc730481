-- The ledger, first version. {key}, {bytes} and {clustered} are filled in for
-- SQLite and PostgreSQL, see schema.go. Days are ISO 8601, '' where unknown.

-- One row for each article, as it stands now.
CREATE TABLE articles (
  n          {key},
  id         TEXT NOT NULL UNIQUE,
  version    INTEGER NOT NULL,   -- 1, then one more for each that superseded it
  hash       TEXT NOT NULL,      -- of the article as it was read
  made_by    TEXT NOT NULL,      -- what coded it
  date       TEXT NOT NULL,
  publisher  TEXT NOT NULL,
  agency     TEXT NOT NULL,
  url        TEXT NOT NULL,
  title      TEXT NOT NULL,
  characters INTEGER NOT NULL,
  records    INTEGER NOT NULL,
  copy       TEXT NOT NULL,      -- least id among the articles that are copies of each other
  stored_at  TEXT NOT NULL,
  sketch     {bytes} NOT NULL
);
CREATE INDEX articles_copy ON articles (copy);

-- Two articles can be copies only if they share a key of their sketches.
CREATE TABLE sketch_keys (
  key     BIGINT NOT NULL,
  article BIGINT NOT NULL,
  PRIMARY KEY (key, article)
) {clustered};

-- One row for each record of the articles above.
CREATE TABLE records (
  n             {key},
  article       BIGINT NOT NULL REFERENCES articles (n),
  seq           INTEGER NOT NULL, -- place among the article's records, from 0
  id            TEXT NOT NULL,
  event         TEXT,             -- NULL until it is gathered
  type          TEXT NOT NULL,
  mode          TEXT NOT NULL,
  status        TEXT NOT NULL,
  first_day     TEXT NOT NULL,    -- of the event's date
  last_day      TEXT NOT NULL,
  place         TEXT NOT NULL,
  place_country TEXT NOT NULL,
  place_admin1  TEXT NOT NULL,
  cameo         TEXT NOT NULL,
  quad          TEXT NOT NULL,
  goldstein     DOUBLE PRECISION,
  intensity     DOUBLE PRECISION NOT NULL,
  record        TEXT NOT NULL,    -- the whole record as JSON
  UNIQUE (article, seq)
);
CREATE INDEX records_id ON records (id);
CREATE INDEX records_event ON records (event);
CREATE INDEX records_first_day ON records (first_day);

-- Who takes part in a record, or vouches for it. head is the first word of the
-- code, a country or kind of organisation.
CREATE TABLE parties (
  record BIGINT NOT NULL,
  side   TEXT NOT NULL,           -- actor, recipient, source
  pos    INTEGER NOT NULL,
  head   TEXT NOT NULL,
  code   TEXT NOT NULL,
  name   TEXT NOT NULL,
  role   TEXT NOT NULL,
  stance TEXT NOT NULL,           -- of a source: asserts, denies
  PRIMARY KEY (record, side, pos)
) {clustered};

-- Who did it to whom, each pair once: for dyads and series.
CREATE TABLE dyads (
  actor          TEXT NOT NULL,   -- head of the code; '' where nobody is named
  recipient      TEXT NOT NULL,
  type           TEXT NOT NULL,
  first_day      TEXT NOT NULL,
  record         BIGINT NOT NULL,
  actor_code     TEXT NOT NULL,
  recipient_code TEXT NOT NULL,
  PRIMARY KEY (actor, recipient, type, first_day, record, actor_code, recipient_code)
) {clustered};
CREATE INDEX dyads_recipient ON dyads (recipient, type, first_day, record);
CREATE INDEX dyads_record ON dyads (record);

-- Two records can be of one event only if they share a key.
CREATE TABLE event_keys (
  key    BIGINT NOT NULL,
  record BIGINT NOT NULL,
  PRIMARY KEY (key, record)
) {clustered};

-- Records whose events must be gathered anew.
CREATE TABLE pending (record BIGINT PRIMARY KEY);

-- One row for each event, whatever the number of its reports.
CREATE TABLE events (
  id        TEXT PRIMARY KEY,
  type      TEXT NOT NULL,
  mode      TEXT NOT NULL,
  status    TEXT NOT NULL,
  first_day TEXT NOT NULL,
  last_day  TEXT NOT NULL,
  lead      BIGINT NOT NULL,      -- the record of its first report
  records   INTEGER NOT NULL,
  reports   INTEGER NOT NULL,     -- articles
  sources   INTEGER NOT NULL,     -- independent ones
  reported  TEXT NOT NULL,        -- day of the first report
  asserted  INTEGER NOT NULL,     -- 1: somebody asserts it
  denied    INTEGER NOT NULL,     -- 1: somebody denies it
  goldstein DOUBLE PRECISION,
  intensity DOUBLE PRECISION NOT NULL,
  members   TEXT NOT NULL         -- the event with its reports, fields and claims as JSON
);
CREATE INDEX events_first_day ON events (first_day);
CREATE INDEX events_lead ON events (lead);

-- Whose word there is on an event.
CREATE TABLE claims (
  event   TEXT NOT NULL REFERENCES events (id),
  pos     INTEGER NOT NULL,
  code    TEXT NOT NULL,          -- '' for what reports say in their own voice
  name    TEXT NOT NULL,
  stance  TEXT NOT NULL,
  since   TEXT NOT NULL,
  reports INTEGER NOT NULL,
  PRIMARY KEY (event, pos)
) {clustered};

-- Versions of articles that stand no longer, and their records.
CREATE TABLE former_articles (
  id         TEXT NOT NULL,
  version    INTEGER NOT NULL,
  ended      TEXT NOT NULL,       -- corrected, recoded, withdrawn
  hash       TEXT NOT NULL,
  made_by    TEXT NOT NULL,
  date       TEXT NOT NULL,
  publisher  TEXT NOT NULL,
  agency     TEXT NOT NULL,
  url        TEXT NOT NULL,
  title      TEXT NOT NULL,
  characters INTEGER NOT NULL,
  records    INTEGER NOT NULL,
  stored_at  TEXT NOT NULL,
  ended_at   TEXT NOT NULL,
  PRIMARY KEY (id, version)
) {clustered};
CREATE TABLE former_records (
  article TEXT NOT NULL,
  version INTEGER NOT NULL,
  seq     INTEGER NOT NULL,
  record  TEXT NOT NULL,
  PRIMARY KEY (article, version, seq)
);

-- What docs/ledger.md documents for plain SQL.
CREATE VIEW reports AS
  SELECT r.id, r.event, a.id AS article, a.date AS article_date, a.publisher, a.agency, a.url, a.title, a.copy,
         r.type, r.mode, r.status, r.first_day, r.last_day, r.place, r.place_country, r.place_admin1,
         r.cameo, r.quad, r.goldstein, r.intensity, r.record
  FROM records r JOIN articles a ON a.n = r.article;

CREATE VIEW report_parties AS
  SELECT r.id, p.side, p.pos, p.head, p.code, p.name, p.role, p.stance
  FROM parties p JOIN records r ON r.n = p.record;

CREATE VIEW event_dyads AS
  SELECT DISTINCT e.id AS event, d.actor, d.recipient, e.type, e.mode, e.status, e.first_day,
         e.reports, e.sources, e.asserted, e.denied, e.goldstein, e.intensity
  FROM events e JOIN dyads d ON d.record = e.lead;

CREATE VIEW dyad_months AS
  SELECT actor, recipient, type, substr(first_day, 1, 7) AS month,
         COUNT(*) AS events, SUM(goldstein) AS goldstein, SUM(intensity) AS intensity
  FROM event_dyads WHERE status = 'actual'
  GROUP BY actor, recipient, type, substr(first_day, 1, 7);

CREATE VIEW history AS
  SELECT id, version, 'stands' AS state, hash, made_by, date, publisher, agency, url, title, characters, records, stored_at, '' AS ended_at FROM articles
  UNION ALL
  SELECT id, version, ended, hash, made_by, date, publisher, agency, url, title, characters, records, stored_at, ended_at FROM former_articles;
