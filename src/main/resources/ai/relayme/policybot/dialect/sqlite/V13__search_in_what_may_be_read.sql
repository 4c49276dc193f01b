-- Under which rules of what agents may read the words were made; 0: under none, by a version before this column.
alter table answer_words add column masked_by integer not null default 0;

create index answer_words_masked_by on answer_words (masked_by);

create trigger answer_words_changed after update of words on answer_words begin
    insert into answer_index (answer_index, rowid, words) values ('delete', old.number, old.words);
    insert into answer_index (rowid, words) values (new.number, new.words);
end;
