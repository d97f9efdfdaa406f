-- One row per answer to a question of a survey.
select
    source,
    id_space,
    file,
    answer_id,
    customer_id,
    answered_at,
    question,
    score,
    text,
    updated_at,
    answered_on
from kept_survey_answers
