-- The words of question and answer, cut and folded by the program, so that both databases find the same.
create table answer_words (
    number    integer primary key autoincrement,
    answer_id text not null unique references answer (id) on delete cascade,
    words     text not null
);

create virtual table answer_index using fts5 (words, content = 'answer_words', content_rowid = 'number',
    tokenize = 'unicode61 remove_diacritics 0');

-- What is erased is overwritten in the index as well, instead of being marked as gone.
insert into answer_index (answer_index, rank) values ('secure-delete', 1);

create trigger answer_words_added after insert on answer_words begin
    insert into answer_index (rowid, words) values (new.number, new.words);
end;

create trigger answer_words_erased after delete on answer_words begin
    insert into answer_index (answer_index, rowid, words) values ('delete', old.number, old.words);
end;
