"""Measures made anew from documents and mentions, with scipy or by formula in SQL."""

import datetime
import math
import os
import pathlib

import duckdb
import numpy
import polars
import pytest
import scipy.stats


@pytest.fixture(params=["sample", "reports", "given"])
def measured(request) -> pathlib.Path:
    """The sample, the government work reports, and a finished run that TIFA_RUN names."""
    if request.param == "given":
        if "TIFA_RUN" not in os.environ:
            pytest.skip("set TIFA_RUN to a finished run to test its measures too")
        return pathlib.Path(os.environ["TIFA_RUN"])
    return request.getfixturevalue(request.param)


def table(run, name) -> polars.DataFrame:
    return polars.read_parquet(run / f"{name}.parquet")


def groups(run, attribute, a, b) -> polars.DataFrame:
    """Counted documents of two groups, with the attribute's value."""
    return duckdb.sql(f"""
        select d.id, d.date, d.date_precision, d.tokens, json_extract_string(d.attributes, '$.{attribute}') as value
        from '{run}/documents.parquet' d
        where d.counted and json_extract_string(d.attributes, '$.{attribute}') in ('{a}', '{b}') order by d.source, d.date, d.id
    """).pl()


def mentions_by_document(run) -> dict:
    rows = duckdb.sql(f"select document, concept, count(*) from '{run}/mentions.parquet' where counted group by all").fetchall()
    out: dict = {}
    for document, concept, n in rows:
        out.setdefault(concept, {})[document] = n
    return out


def log_likelihood(a, b, n1, n2):
    """Dunning's G2 over the four cells, by scipy."""
    cells = [[a, b], [n1 - a, n2 - b]]
    if a + b == 0:
        return 0.0
    g2 = scipy.stats.chi2_contingency(cells, correction=False, lambda_="log-likelihood").statistic
    return math.copysign(g2, a / n1 - b / n2) if g2 > 1e-9 else 0.0


def test_keyness_of_concepts(measured):
    rows = table(measured, "keyness").filter(kind="concept", period="all")
    if not rows["tested"].any():
        pytest.skip("no two groups large enough in this run")
    found = mentions_by_document(measured)
    for (attribute, a, b), pair in rows.group_by(["attribute", "a", "b"]):
        documents = groups(measured, attribute, a, b)
        ids, tokens = documents["id"].to_list(), documents["tokens"].to_numpy()
        first = (documents["value"] == a).to_numpy()
        for row in pair.iter_rows(named=True):
            counts = numpy.array([found.get(row["item"], {}).get(i, 0) for i in ids])
            sums = (counts[first].sum(), counts[~first].sum(), tokens[first].sum(), tokens[~first].sum())
            assert sums == (row["mentions_a"], row["mentions_b"], row["tokens_a"], row["tokens_b"]), row["item"]
            assert row["g2"] == pytest.approx(log_likelihood(*map(int, sums)), abs=1e-6, rel=1e-8)
            assert row["log_ratio"] == pytest.approx(math.log2(
                (sums[0] + .5) / (sums[2] + .5) / ((sums[1] + .5) / (sums[3] + .5))), rel=1e-8, abs=1e-9)
            if not row["tested"]:
                assert row["perm_p"] is None and row["p_adjusted"] is None and row["reason"]
                continue
            rates = counts[tokens > 0] / tokens[tokens > 0]
            inside = first[tokens > 0]
            welch = scipy.stats.ttest_ind(rates[inside], rates[~inside], equal_var=False)
            assert row["welch_t"] == pytest.approx(welch.statistic, rel=1e-6)
            assert row["welch_p"] == pytest.approx(welch.pvalue, rel=1e-6)
            dealt = permutation(counts, tokens, int(first.sum()), first, rounds=2000)
            assert abs(row["perm_p"] - dealt) < 4 * math.sqrt(max(dealt, 0.005) * (1 - dealt) / 2000) + 0.002, row["item"]


def permutation(counts, tokens, size, first, rounds) -> float:
    """Share of random deals with rates at least as far apart, with other random numbers than the program's."""
    def apart(mask):
        return abs(counts[mask].sum() / tokens[mask].sum() - counts[~mask].sum() / tokens[~mask].sum())

    random, observed, hits = numpy.random.default_rng(11), apart(first), 0
    mask = numpy.zeros(len(counts), dtype=bool)
    for _ in range(rounds):
        mask[:] = False
        mask[random.choice(len(counts), size, replace=False)] = True
        hits += apart(mask) >= observed * (1 - 1e-12)
    return (hits + 1) / (rounds + 1)


def test_q_values_are_benjamini_hochberg(measured):
    rows = table(measured, "keyness").filter(tested=True)
    if rows.is_empty():
        pytest.skip("no two groups large enough in this run")
    for _, family in rows.group_by(["attribute", "a", "b", "period_type", "period", "kind"]):
        want = scipy.stats.false_discovery_control(family["perm_p"].to_numpy())
        assert numpy.allclose(family["p_adjusted"].to_numpy(), want, rtol=1e-8)


def test_trends_of_years(measured):
    rows = table(measured, "trends").filter(attribute="source", period_type="year").filter(polars.col("tau").is_not_null())
    assert len(rows) > 0
    counts = table(measured, "counts").filter(period_type="year").filter(polars.col("tokens") > 0)
    for row in rows.iter_rows(named=True):
        points = counts.filter(source=row["value"], concept=row["concept"]).sort("period_start")
        years = points["period"].cast(polars.Int64).to_numpy()
        rates = points["per_million_tokens"].to_numpy()
        assert len(points) == row["periods"] and points["mentions"].sum() == row["mentions"]
        tau = scipy.stats.kendalltau(years, rates, variant="b").statistic
        assert row["tau"] == pytest.approx(tau, rel=1e-8, abs=1e-9)
        sen = scipy.stats.theilslopes(rates, years, 0.95)
        assert row["sen_slope"] == pytest.approx(sen.slope, rel=1e-7, abs=1e-7)


def test_events_are_sums_of_mentions(measured):
    rows = table(measured, "events").filter(attribute="all")
    if rows.is_empty():
        pytest.skip("no event lies within this run's days")
    days = rows["window_days"][0]
    wrong = duckdb.sql(f"""
        with every as (
            select distinct e.event, e.date as day, d.id, d.source, d.tokens, d.date >= e.date as after
            from '{measured}/events.parquet' e join '{measured}/documents.parquet' d
            on d.counted and d.tokens > 0 and d.date_precision = 'day' and d.date >= e.date - {days} and d.date < e.date + {days}
        ), shared as (
            select event, source from every group by all having bool_or(after) and not bool_and(after)
        ), around as (
            select e.* from every e semi join shared using (event, source)
        ), size as (
            select event, sum(tokens) filter (after) ta, sum(tokens) filter (not after) tb from around group by event
        ), found as (
            select a.event, m.concept, count(*) filter (after) na, count(*) filter (not after) nb
            from around a join '{measured}/mentions.parquet' m on m.document = a.id group by all
        )
        select e.event, e.concept from '{measured}/events.parquet' e join size s using (event)
        left join found f on f.event = e.event and f.concept = e.concept
        where e.attribute = 'all' and (coalesce(na, 0) <> e.mentions_after or coalesce(nb, 0) <> e.mentions_before
            or abs(e.per_million_tokens_after * ta / 1e6 - coalesce(na, 0)) > 1e-6
            or abs(e.ratio * ((coalesce(nb, 0) + 0.5) / tb) / ((coalesce(na, 0) + 0.5) / ta) - 1) > 1e-8)
    """).fetchall()
    assert wrong == []


def test_temperatures_follow_their_lines(measured):
    lines = [(0.0518, "沸"), (0.0129, "烫"), (0.0052, "热"), (0.0013, "暖"), (0.00026, "温"), (-1, "冷")]
    for row in table(measured, "temperatures").iter_rows(named=True):
        coldest, hottest = (next(t for least, t in lines if row[end] >= least) for end in ("doc_share_lo", "doc_share_hi"))
        assert (row["temperature_lo"], row["temperature_hi"]) == (coldest, hottest)
        assert row["temperature"] == (coldest if coldest == hottest else f"{coldest}–{hottest}")
        assert row["threshold_unpublished"] == (coldest not in "沸烫")


def test_adoption_is_first_use(measured):
    rows = table(measured, "adoption")
    if rows.is_empty():
        pytest.skip("no document of this run is dated to the day")
    wrong = duckdb.sql(f"""
        with first as (select concept, source, min(date) as day from '{measured}/mentions.parquet'
                       where counted and date_precision = 'day' group by all)
        select * from first full join '{measured}/adoption.parquet' a using (concept, source)
        where a.first_use is distinct from first.day
    """).fetchall()
    assert wrong == []


def test_co_mentions_of_documents(measured):
    pairs = table(measured, "co_mentions").filter(unit="document", period="all", attribute="all")
    documents = table(measured, "documents").filter(counted=True)
    found = {concept: set(of) for concept, of in mentions_by_document(measured).items()}
    for row in pairs.iter_rows(named=True):
        a, b, n = found[row["concept_a"]], found[row["concept_b"]], len(documents)
        assert (row["count_a"], row["count_b"], row["all"]) == (len(a), len(b), n)
        together = row["cooccurrences"]
        assert 0 < together <= len(a & b)  # less where in some documents the two only overlap
        assert row["jaccard"] == pytest.approx(together / (len(a) + len(b) - together))
        if together < n:
            npmi = math.log2(together * n / (len(a) * len(b))) / -math.log2(together / n)
            assert row["npmi"] == pytest.approx(npmi, rel=1e-6, abs=1e-8)


def test_numbers_that_rest_on_few_say_so(measured):
    for name, mentions in [("trends", "mentions"), ("temperatures", "mentions"), ("collocates", "cooccurrences"), ("co_mentions", "cooccurrences")]:
        rows = table(measured, name)
        assert ((rows[mentions] < 5) == rows["low_count"]).all(), name
    keyness = table(measured, "keyness")
    assert ((keyness["mentions_a"] + keyness["mentions_b"] < 5) == keyness["low_count"]).all()
    assert keyness.filter(tested=False).select("perm_p", "p_adjusted", "welch_p").null_count().sum_horizontal()[0] == 3 * len(keyness.filter(tested=False))


# What these years brought, in texts whose lexicon does not list it.
EMERGED = {"人类命运共同体": {"2015", "2016", "2017"}, "互联网+": {"2015"}, "新冠肺炎": {"2020"}}


def test_phrases_of_their_years_emerge(measured):
    rows = table(measured, "emerging")
    if rows.is_empty() or "2020" not in rows["period"] or "2014" not in rows["period"]:
        pytest.skip("this run does not reach from 2014 to 2020")
    listed = set(table(measured, "mentions")["keyword"])  # a listed phrase is no unlisted one
    for phrase, years in EMERGED.items():
        if phrase not in listed:
            assert years & set(rows.filter(phrase=phrase)["period"]), phrase
    assert rows.group_by("period").agg(polars.col("rank").max() == polars.len())["rank"].all()
    assert (rows["log_ratio"] >= 1).all()


def test_weeks_of_phrases_are_those_of_ngrams(measured):
    wrong = duckdb.sql(f"""
        with weeks as (select period, segmented, sum("count") as n, sum(documents) as docs from '{measured}/phrase_weeks.parquet' group by all)
        select * from '{measured}/ngrams.parquet' g left join weeks w using (period, segmented)
        where g."count" is distinct from w.n or g.documents is distinct from w.docs
    """).fetchall()
    assert wrong == []


def test_one_question_has_one_answer(measured):
    claims = table(measured, "claims")
    held = claims.filter(verdict="supported")
    for kind, name in [("changepoint", "changepoints"), ("burst", "bursts")]:
        keys = ["period_type", "attribute", "value", "concept"]
        mine = held.filter(kind=kind).select("period_type", "attribute", value="a", concept="item")
        assert set(table(measured, name).select(keys).rows()) == set(mine.rows()), name
    emerged = held.filter(kind="emerging").select("period", phrase="item")
    assert set(table(measured, "emerging").select("period", "phrase").rows()) == set(emerged.rows())


def test_event_days_are_dates(measured):
    for day in table(measured, "events")["date"]:
        assert isinstance(day, datetime.date)
