"""The tables as Python readers see them, and their counts made anew in SQL from documents and mentions."""

import json

import duckdb
import pandas
import polars
import pyarrow.parquet

COUNTED = """
    -- every counted document with each period it belongs to
    create or replace temp view placed as
    select d.*, p.period_type, p.period
    from '{run}/documents.parquet' d, lateral (values
        ('year',  strftime(d.date, '%Y'),    d.date_precision in ('year', 'month', 'day')),
        ('quarter', strftime(d.date, '%Y-Q') || quarter(d.date), d.date_precision in ('month', 'day')),
        ('month', strftime(d.date, '%Y-%m'), d.date_precision in ('month', 'day'))
    ) p(period_type, period, fine_enough)
    where d.counted and d.date is not null and p.fine_enough
    and p.period_type in (select period_type from '{run}/counts.parquet')
"""


def sql(query):
    return duckdb.execute(query).fetchall()


def tables(run):
    return sorted(run.glob("*.parquet"))


def columns_of(run, table):
    package = json.loads((run / "datapackage.json").read_text())
    resource = next(r for r in package["resources"] if r["path"] == f"{table}.parquet")
    return {f["name"]: f for f in resource["schema"]["fields"]}


def test_every_reader_opens_every_table(results):
    assert len(tables(results)) >= 10
    for path in tables(results):
        rows = pyarrow.parquet.read_metadata(path).num_rows
        assert sql(f"select count(*) from '{path}'") == [(rows,)], path
        assert polars.read_parquet(path).height == rows, path
        assert len(pandas.read_parquet(path)) == rows, path


def test_dates_and_numbers_need_no_cast(results):
    documents = polars.read_parquet(results / "documents.parquet")
    assert documents.schema["date"] == polars.Date
    assert documents.schema["counted"] == polars.Boolean
    assert documents.schema["tokens"] == polars.Int64
    counts = polars.read_parquet(results / "counts.parquet")
    assert counts.schema["per_million_tokens"] == polars.Float64
    assert counts.schema["period_start"] == polars.Date
    assert polars.read_parquet(results / "concepts.parquet").schema["phrases"] == polars.List(polars.String)


def test_every_column_is_described(results):
    for path in tables(results):
        described = columns_of(results, path.stem)
        for name in pyarrow.parquet.read_schema(path).names:
            assert described[name]["description"], f"{path.stem}.{name}"


def test_counts_are_sums_of_mentions(results):
    duckdb.execute(COUNTED.format(run=results))
    wrong = sql(f"""
        with size as (
            select period_type, period, source, count(*) docs, sum(tokens) tokens, sum(han_chars) han_chars
            from placed group by all
        ), found as (
            select p.period_type, p.period, p.source, m.concept, count(*) mentions, count(distinct m.document) docs_mentioning
            from placed p join '{results}/mentions.parquet' m on m.document = p.id group by all
        ), grid as (
            select s.*, c.id as concept, coalesce(f.mentions, 0) mentions, coalesce(f.docs_mentioning, 0) docs_mentioning
            from size s cross join '{results}/concepts.parquet' c
            left join found f on (f.period_type, f.period, f.source, f.concept) = (s.period_type, s.period, s.source, c.id)
        )
        select * from (
            select period_type, period, source, concept, mentions, docs_mentioning, docs, tokens, han_chars from grid
            except select period_type, period, source, concept, mentions, docs_mentioning, docs, tokens, han_chars
            from '{results}/counts.parquet'
        ) union all (
            select period_type, period, source, concept, mentions, docs_mentioning, docs, tokens, han_chars
            from '{results}/counts.parquet'
            except select period_type, period, source, concept, mentions, docs_mentioning, docs, tokens, han_chars from grid
        )
    """)
    assert wrong == []


def test_group_counts_are_sums_over_documents(results):
    """By the stance of each document, which is not always that of its source."""
    wrong = sql(f"""
        with mentions as (select document, concept, count(*) n from '{results}/mentions.parquet' group by all),
        sums as (
            select d.stance as value, k.id as concept, coalesce(sum(n), 0)::bigint mentions, count(n) docs_mentioning,
                   count(*) docs, sum(d.tokens)::bigint tokens
            from '{results}/documents.parquet' d cross join '{results}/concepts.parquet' k
            left join mentions m on m.document = d.id and m.concept = k.id
            where d.counted and d.date is not null group by all
        ),
        years as (
            select value, concept, sum(mentions)::bigint mentions, sum(docs_mentioning)::bigint docs_mentioning,
                   sum(docs)::bigint docs, sum(tokens)::bigint tokens
            from '{results}/group_counts.parquet' where attribute = 'stance' and period_type = 'year' group by all
        )
        (select * from sums except select * from years) union all (select * from years except select * from sums)
    """)
    assert wrong == []


def test_stance_is_the_authors_or_the_sources(results):
    wrong = sql(f"""
        select id from '{results}/documents.parquet' where stance <> json_extract_string(attributes, '$.stance')
        or (stance_from = 'none') <> (stance = 'unclassified') or len(author_ids) <> len(authors)
        or stance_from = 'author' and list_max(author_ids) = ''
    """)
    assert wrong == []


def test_tokens_add_up_to_the_denominator(results):
    wrong = sql(f"""
        select period_type, period, source, sum(count)::bigint tokens from '{results}/tokens.parquet'
        where class <> 'punctuation' group by all
        except select period_type, period, source, tokens from '{results}/coverage.parquet'
    """)
    assert wrong == []


def test_mentions_are_cut_from_their_sentences(results):
    mentions = polars.read_parquet(results / "mentions.parquet")
    for m in mentions.iter_rows(named=True):
        start, end = m["start_byte"] - m["sentence_byte"], m["end_byte"] - m["sentence_byte"]
        assert m["sentence"].encode()[start:end].decode() == m["keyword"]


def test_the_sample_has_what_it_was_made_to_have(sample):
    sources = sql(f"select stance, count(*) from '{sample}/sources.parquet' where id like 'sample_%' group by 1 order by 1")
    assert sources == [("hawkish", 4), ("moderate", 4), ("official", 2)]
    documents, repeats = sql(f"select count(*), count(duplicate_of) from '{sample}/documents.parquet'")[0]
    assert documents == 222 and repeats == 5, "sample/README.md: 216 in the ten publications, 6 of broken; 5 reprints"
    supported = sql(f"""
        select item, mentions_b from '{sample}/claims.parquet'
        where kind = 'groups' and verdict = 'supported' and attribute = 'stance' and period = 'all'""")
    assert supported == [("core_technology", 0)], "the one difference between sources that the texts were made to have"
    years = dict(sql(f"""
        select period, sum(mentions) from '{sample}/counts.parquet'
        where period_type = 'year' and concept = 'cybersovereignty' group by 1"""))
    assert years["2013"] < years["2016"]


def test_work_reports_give_the_published_counts(reports):
    """The undated resolutions are problems, and hostile forces stand once in each of these years."""
    undated = sql(f"select count(*) from '{reports}/problems.parquet' where kind = 'undated'")[0][0]
    assert undated == 20
    years = sql(f"""
        select period, mentions from '{reports}/counts.parquet'
        where period_type = 'year' and concept = 'hostile_forces' and mentions > 0 order by period""")
    assert years == [(y, 1) for y in "1981 1992 1999 2000 2001 2002 2003".split()]
