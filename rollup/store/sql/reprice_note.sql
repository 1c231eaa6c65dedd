-- $1 who, $2 price table, $3 and $4 the moments, $5 whether closed months are among it, $6 the difference.
insert into llm_repricing (who, prices, begins, ends, reopened, difference) values ($1, $2, $3, $4, $5, $6) returning id
