module tifa

go 1.26
