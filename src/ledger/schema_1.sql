-- How far the journal was taken in, and the like.
CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT;

-- Every run that was not idle. Times are in UTC.
CREATE TABLE runs (
    run         INTEGER PRIMARY KEY,
    started     TEXT NOT NULL,
    finished    TEXT NOT NULL,
    version     TEXT NOT NULL,
    exit_status INTEGER NOT NULL
) STRICT;

-- The periods that a run wrote.
CREATE TABLE run_periods (
    run      INTEGER NOT NULL REFERENCES runs,
    period   TEXT NOT NULL,
    expected INTEGER NOT NULL,
    returned INTEGER NOT NULL,
    errors   INTEGER NOT NULL,
    queries  INTEGER NOT NULL,
    notes    INTEGER NOT NULL,
    PRIMARY KEY (run, period)
) STRICT;

-- Every distinct file ever received, once a period; period is empty for input/ itself.
CREATE TABLE submissions (
    submission   INTEGER PRIMARY KEY,
    period       TEXT NOT NULL,
    blake3       TEXT NOT NULL,
    first_seen   TEXT NOT NULL,
    first_name   TEXT NOT NULL,
    last_name    TEXT NOT NULL,
    council_code TEXT,
    council      TEXT,
    completed_on TEXT,
    version      INTEGER,
    UNIQUE (period, blake3)
) STRICT;

-- What became of a file, from a run until another. place is 1 for the newest return of
-- the council, 2 for the one before.
CREATE TABLE statuses (
    submission INTEGER NOT NULL REFERENCES submissions,
    status     TEXT NOT NULL,
    reason     TEXT NOT NULL,
    place      INTEGER,
    from_run   INTEGER NOT NULL REFERENCES runs,
    to_run     INTEGER REFERENCES runs
) STRICT;
CREATE INDEX statuses_of_submission ON statuses (submission);

-- Errors, queries and notes, open or closed.
CREATE TABLE findings (
    period       TEXT NOT NULL,
    council_code TEXT NOT NULL,
    council      TEXT NOT NULL,
    code         TEXT NOT NULL,
    severity     TEXT NOT NULL,
    who          TEXT NOT NULL,
    file         TEXT NOT NULL,
    sheet        TEXT NOT NULL,
    cell         TEXT NOT NULL,
    found        TEXT NOT NULL,
    message      TEXT NOT NULL,
    answer       TEXT NOT NULL,
    from_run     INTEGER NOT NULL REFERENCES runs,
    to_run       INTEGER REFERENCES runs
) STRICT;
CREATE INDEX findings_of_council ON findings (period, council_code);

-- Rulings in force: what they rule on, and who ruled when and why.
CREATE TABLE decisions (
    period       TEXT NOT NULL,
    council_code TEXT NOT NULL,
    council      TEXT NOT NULL,
    kind         TEXT NOT NULL,
    subject      TEXT NOT NULL,
    ruling       TEXT NOT NULL,
    ruled_by     TEXT NOT NULL,
    ruled_on     TEXT NOT NULL,
    why          TEXT NOT NULL,
    file         TEXT NOT NULL,
    sheet        TEXT NOT NULL,
    cell         TEXT NOT NULL,
    from_run     INTEGER NOT NULL REFERENCES runs,
    to_run       INTEGER REFERENCES runs
) STRICT;
CREATE INDEX decisions_of_council ON decisions (period, council_code);

-- Explanations of councils that close a query.
CREATE TABLE explanations (
    period       TEXT NOT NULL,
    council_code TEXT NOT NULL,
    council      TEXT NOT NULL,
    code         TEXT NOT NULL,
    found        TEXT NOT NULL,
    explanation  TEXT NOT NULL,
    file         TEXT NOT NULL,
    sheet        TEXT NOT NULL,
    cell         TEXT NOT NULL,
    from_run     INTEGER NOT NULL REFERENCES runs,
    to_run       INTEGER REFERENCES runs
) STRICT;
CREATE INDEX explanations_of_council ON explanations (period, council_code);

-- What returns say: posts, people qualified, bands, answers, costs, coaching.
CREATE TABLE facts (
    period       TEXT NOT NULL,
    council_code TEXT NOT NULL,
    council      TEXT NOT NULL,
    kind         TEXT NOT NULL,
    subject      TEXT NOT NULL,
    value        TEXT NOT NULL,
    file         TEXT NOT NULL,
    blake3       TEXT NOT NULL,
    sheet        TEXT NOT NULL,
    cell         TEXT NOT NULL,
    ruled        INTEGER NOT NULL,
    from_run     INTEGER NOT NULL REFERENCES runs,
    to_run       INTEGER REFERENCES runs
) STRICT;
CREATE INDEX facts_of_council ON facts (period, council_code);

-- What was measured, in hundredths of its unit: 3200 posts are 32, 4375 percent 43.75.
CREATE TABLE figures (
    period       TEXT NOT NULL,
    council_code TEXT NOT NULL,
    council      TEXT NOT NULL,
    measure      TEXT NOT NULL,
    unit         TEXT NOT NULL,
    breakdown    TEXT NOT NULL,
    category     TEXT NOT NULL,
    lower        INTEGER,
    upper        INTEGER,
    marker       TEXT NOT NULL,
    from_run     INTEGER NOT NULL REFERENCES runs,
    to_run       INTEGER REFERENCES runs
) STRICT;
CREATE INDEX figures_of_council ON figures (period, council_code);

-- The digest of a council's rows in a table, so that a run need not compare those that stayed.
CREATE TABLE states (
    kind         TEXT NOT NULL,
    period       TEXT NOT NULL,
    council_code TEXT NOT NULL,
    digest       BLOB NOT NULL,
    PRIMARY KEY (kind, period, council_code)
) STRICT, WITHOUT ROWID;

-- Workbooks issued, and the run whose figures they show. Where the ledger was made anew,
-- that run is not in it.
CREATE TABLE issues (
    issue     INTEGER PRIMARY KEY,
    period    TEXT NOT NULL,
    issued_at TEXT NOT NULL,
    run       INTEGER NOT NULL,
    workbook  TEXT NOT NULL,
    snapshot  TEXT NOT NULL,
    UNIQUE (period, issued_at)
) STRICT;
