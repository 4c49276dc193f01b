-- The words of question and answer, cut and folded by the program, so that both databases find the same.
create table answer_words (
    number    bigint generated always as identity primary key,
    answer_id text   not null unique references answer (id) on delete cascade,
    words     tsvector not null
);

create index answer_words_index on answer_words using gin (words);
