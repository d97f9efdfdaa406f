-- What DuckDB must learn to read Athena's SQL. Run once on a fresh in-memory database, before anything else.
-- The macros live in that database and the settings are global, so that every connection has both.
-- Built-in functions that a macro replaces are called as system.main.<name> inside it.

set global integer_division = true;
set global TimeZone = 'UTC';
set global default_null_order = 'NULLS LAST';

-- Dates and times
create macro date_diff(u, a, b) as date_sub(u, a, b);
create macro date_add(u, n, d) as (case lower(u)
    when 'day' then d + to_days(cast(n as integer))
    when 'week' then d + to_days(cast(n as integer) * 7)
    when 'month' then d + to_months(cast(n as integer))
    when 'quarter' then d + to_months(cast(n as integer) * 3)
    when 'year' then d + to_years(cast(n as integer))
    when 'hour' then d + to_hours(n)
    when 'minute' then d + to_minutes(n)
    when 'second' then d + to_seconds(n)
    else error('date_add: unsupported unit') end);
create macro sequence(a, b) as generate_series(a, b, case when a <= b then 1 else -1 end),
    (a, b, s) as generate_series(a, b, s);
create macro at_timezone(t, z) as timezone(z, t);
create macro with_timezone(t, z) as timezone(z, t);
create macro day_of_week(d) as isodow(d);
create macro day_of_year(d) as dayofyear(d);
create macro year_of_week(d) as isoyear(d);
create macro last_day_of_month(d) as last_day(d);
create macro from_unixtime(x) as to_timestamp(x);
create macro to_unixtime(x) as epoch(x);
create macro from_iso8601_date(s) as cast(s as date);
create macro from_iso8601_timestamp(s) as cast(s as timestamptz);
create macro date_format(t, f) as strftime(cast(t as timestamp), f);

-- Aggregates: a macro around one takes no filter, distinct, order by or over
create macro approx_percentile(x, p) as approx_quantile(x, cast(p as float));
create macro approx_distinct(x) as approx_count_distinct(x);
create macro every(x) as bool_and(x);
create macro map_agg(k, v) as map_from_entries(list((k, v)));

-- Arrays
create macro element_at(c, i) as c[i];
create macro cardinality(c) as len(c);
create macro array_join(a, s) as array_to_string(a, s);
create macro arrays_overlap(a, b) as list_has_any(a, b);
create macro array_max(a) as list_max(a);
create macro array_min(a) as list_min(a);
create macro slice(a, s, l) as case when s > 0 then array_slice(a, s, s + l - 1)
    else error('slice: start below 1') end;

-- JSON
create macro duckdb_json_path(p) as system.main.regexp_replace(p, '\["([^"]*)"\]', '."\1"', 'g');
create macro json_extract_scalar(j, p) as case when json_valid(j) then case
    when coalesce(json_type(j, duckdb_json_path(p)), '') in ('OBJECT', 'ARRAY') then null
    else json_extract_string(j, duckdb_json_path(p)) end end;
-- DuckDB alone takes a last comma and words for what is not a number; quoted text may hold either.
create macro json_parse(s) as cast(case
    when regexp_matches(s, ',\s*[\]}]|NaN|Inf') and regexp_matches(
        system.main.regexp_replace(s, '"(\\.|[^"\\])*"', '""', 'g'), ',\s*[\]}]|NaN|Inf')
    then 'malformed' else s end as json);
create macro json_format(j) as cast(j as varchar);

-- Text
create macro regexp_like(s, p) as regexp_matches(s, p);
create macro regexp_replace(s, p, r) as
        system.main.regexp_replace(s, p, system.main.regexp_replace(r, '\$([0-9])', '\\\1', 'g'), 'g'),
    (s, p) as system.main.regexp_replace(s, p, '', 'g');
create macro regexp_extract(s, p) as
        case when regexp_matches(s, p) then system.main.regexp_extract(s, p) end,
    (s, p, g) as case when regexp_matches(s, p) then system.main.regexp_extract(s, p, g) end;
create macro regexp_count(s, p) as len(regexp_extract_all(s, p));
create macro regexp_split(s, p) as string_split_regex(s, p);
create macro split_part(s, d, i) as case when i <= len(string_split(s, d))
    then system.main.split_part(s, d, i) end;
create macro trim(s) as system.main.regexp_replace(s, '^[\s\x0B]+|[\s\x0B]+$', '', 'g');
create macro ltrim(s) as system.main.regexp_replace(s, '^[\s\x0B]+', '');
create macro rtrim(s) as system.main.regexp_replace(s, '[\s\x0B]+$', '');
create macro normalize(s) as nfc_normalize(s);
create macro codepoint(s) as unicode(s);
create macro levenshtein_distance(a, b) as levenshtein(a, b);
create macro format(f, a) as printf(f, a),
    (f, a, b) as printf(f, a, b),
    (f, a, b, c) as printf(f, a, b, c);
create macro concat(a, b) as a || b,
    (a, b, c) as a || b || c,
    (a, b, c, d) as a || b || c || d;

-- Bytes and hashes
create macro to_utf8(s) as encode(s);
create macro from_utf8(b) as decode(b);
create macro sha256(b) as unhex(system.main.sha256(b));
create macro md5(b) as unhex(system.main.md5(b));
create macro to_hex(b) as hex(b);
create macro from_base(s, r) as case r when 16 then cast('0x' || s as bigint)
    else error('from_base: unsupported base') end;

-- Numbers
create macro greatest(a, b) as
        case when a is null or b is null then null when a > b then a else b end,
    (a, b, c) as case when a is null or b is null or c is null then null
        else system.main.greatest(a, b, c) end;
create macro least(a, b) as
        case when a is null or b is null then null when a < b then a else b end,
    (a, b, c) as case when a is null or b is null or c is null then null
        else system.main.least(a, b, c) end;
create macro truncate(x) as trunc(x);
create macro is_nan(x) as isnan(x);
create macro e() as exp(1e0);
create macro bitwise_and(a, b) as a & b;
create macro bitwise_or(a, b) as a | b;
create macro bitwise_xor(a, b) as xor(a, b);
