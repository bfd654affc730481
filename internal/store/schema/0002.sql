-- Views that docs/ledger.md documents for plain SQL, and what questions need to
-- be found quickly. Columns of views are only ever added.
DROP VIEW dyad_months;
DROP VIEW event_dyads;
DROP VIEW report_parties;
DROP VIEW reports;

-- Events of which somebody says or denies something.
CREATE INDEX claims_code ON claims (code, stance, event) WHERE code <> '';
-- Records of a type, of a place, or on somebody's word.
CREATE INDEX records_type ON records (type, first_day);
CREATE INDEX records_place ON records (place_country, type, first_day);
CREATE INDEX parties_source ON parties (head, code, record) WHERE side = 'source';
-- What series count, so that the reports in the same rows need not be read.
CREATE INDEX events_series ON events (lead, asserted, status, type, mode, first_day, denied, reports, goldstein, intensity, id);
CREATE INDEX events_type ON events (type, first_day, asserted, status, mode, denied, reports, goldstein, intensity);
CREATE INDEX events_denied ON events (id, asserted, status) WHERE denied = 1;

-- Each record, with its article.
CREATE VIEW v_records AS
  SELECT r.id, r.event, a.id AS article, a.date AS article_date, a.publisher, a.agency, a.url, a.title,
         r.type, r.mode, r.status, r.first_day, r.last_day, r.place, r.place_country, r.place_admin1,
         r.cameo, r.quad, r.goldstein, r.intensity, r.record
  FROM records r JOIN articles a ON a.n = r.article;

-- Who takes part in a record (side: actor, recipient) or vouches for it (source).
CREATE VIEW v_parties AS
  SELECT r.id AS record, r.event, p.side, p.pos, p.head, p.code, p.name, p.role, p.stance
  FROM parties p JOIN records r ON r.n = p.record;

-- Each event once, with its first report. Somebody disputes it; what only did not
-- happen, as all who tell of it say, is denied and not disputed.
CREATE VIEW v_events AS
  SELECT e.id, e.type, e.mode, e.status, e.first_day, e.last_day, r.place, r.place_country, r.place_admin1,
         r.cameo, r.quad, e.goldstein, e.intensity, e.reports, e.sources, e.records, e.asserted, e.denied,
         CASE WHEN e.denied = 1 AND (e.asserted = 1 OR e.status <> 'negated') THEN 1 ELSE 0 END AS disputed,
         e.reported, r.id AS first_record, a.id AS first_article, a.publisher AS first_publisher, a.agency AS first_agency,
         a.url AS first_url, a.title AS first_title
  FROM events e JOIN records r ON r.n = e.lead JOIN articles a ON a.n = r.article;

-- Each article that reports an event; articles with the same copy are copies of each other.
CREATE VIEW v_reports AS
  SELECT DISTINCT r.event, a.id AS article, a.date, a.publisher, a.agency, a.url, a.title, a.copy
  FROM records r JOIN articles a ON a.n = r.article WHERE r.event IS NOT NULL;

-- Whose word there is on an event; code is '' for what reports say in their own voice.
CREATE VIEW v_claims AS
  SELECT c.event, c.code, c.name, c.stance, c.since, c.reports,
         e.type, e.mode, e.status, e.first_day
  FROM claims c JOIN events e ON e.id = c.event;

-- Who did it to whom: a row for each pair of each event.
CREATE VIEW v_dyads AS
  SELECT e.id AS event, d.actor, d.recipient, d.actor_code, d.recipient_code, e.type, e.mode, e.status, r.quad,
         e.first_day, substr(e.first_day, 1, 7) AS month, substr(e.first_day, 1, 4) AS year,
         e.reports, e.sources, e.asserted, e.denied,
         CASE WHEN e.denied = 1 AND (e.asserted = 1 OR e.status <> 'negated') THEN 1 ELSE 0 END AS disputed, e.goldstein, e.intensity
  FROM events e JOIN dyads d ON d.record = e.lead JOIN records r ON r.n = e.lead;

-- What 'query --by dyad,type,month' counts.
CREATE VIEW v_months AS
  SELECT actor, recipient, type, month, COUNT(*) AS events, SUM(disputed) AS disputed, SUM(reports) AS reports,
         SUM(goldstein) AS goldstein_sum, AVG(goldstein) AS goldstein_mean,
         SUM(intensity) AS intensity_sum, AVG(intensity) AS intensity_mean
  FROM (SELECT DISTINCT e.id, d.actor, d.recipient, e.type, substr(e.first_day, 1, 7) AS month,
               CASE WHEN e.denied = 1 AND (e.asserted = 1 OR e.status <> 'negated') THEN 1 ELSE 0 END AS disputed,
               e.reports, e.goldstein, e.intensity
        FROM events e JOIN dyads d ON d.record = e.lead
        WHERE e.status = 'actual' AND e.asserted = 1 AND d.actor <> '' AND d.recipient <> '') x
  GROUP BY actor, recipient, type, month;

-- Articles that are copies of each other: copy is the same.
CREATE VIEW v_copies AS
  SELECT a.copy, a.id AS article, a.date, a.publisher, a.agency, a.url, a.title
  FROM articles a WHERE EXISTS (SELECT 1 FROM articles b WHERE b.copy = a.copy AND b.n <> a.n);

-- Each version of each article; state: stands, corrected, recoded, withdrawn.
CREATE VIEW v_history AS
  SELECT id AS article, version, state, date, publisher, agency, url, title, characters, records, stored_at, ended_at, hash, made_by
  FROM history;
