-- One row: how many profiles were seen tonight.
select count(*) as profiles
from identity_map
where seen_on = :as_of
