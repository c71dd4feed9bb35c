"""The formats that machines read, against published schemas and programs that read them."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree

import jsonschema
import junitparser
import pytest
import xmlschema
from hypothesis import given, settings
from hypothesis import strategies as st
from machine_samples import JSON, NAMES, ROWS, WIDE, clean, hostile, plain
from positions import CODE_POINTS, UTF8, UTF16, between
from reporter_samples import finding, report, written
from workflow_commands import complaints, parsed

from aboveboard import __version__
from aboveboard.document import Problem
from aboveboard.findings import Related
from aboveboard.linter import Linter
from aboveboard.report import DocumentResult, Report
from aboveboard.reporters import ReportOptions, reporter
from aboveboard.reporters.sarif import semantic_version

FORMATS = ["sarif", "github", "gitlab", "junit", "rdjson"]
SCHEMAS = Path(__file__).parent / "schemas"
LIST = {"sarif": "sarif-2.1.0", "gitlab": "gitlab-code-quality", "rdjson": "rdformat"}
VALIDATORS = {}
for _format, _name in LIST.items():
    _schema = json.loads((SCHEMAS / f"{_name}.json").read_text("utf-8-sig"))
    _class = jsonschema.validators.validator_for(_schema)
    _class.check_schema(_schema)
    VALIDATORS[_format] = _class(_schema, format_checker=_class.FORMAT_CHECKER)
JUNIT = xmlschema.XMLSchema(str(SCHEMAS / "junit-10.xsd"))

HOSTILE = st.lists(
    st.sampled_from(["::error::", "%0A", "\r\n", "\n", "\r", "]]>", "&<>\"'", "[x](y)", "{0}"])
    | st.sampled_from(["\x1b[31m", "\x00", "\ufffe", "\ud83d", "👩‍👩‍👧", "日本", ",", ":", "="])
    | st.text(st.characters(exclude_categories=()), max_size=6),
    max_size=10,
).map("".join)


@st.composite
def findings(draw):
    text = draw(HOSTILE)
    start = draw(st.integers(0, len(text)))
    return finding(
        text,
        (start, draw(st.integers(start, len(text)))),
        message=draw(HOSTILE.filter(str.strip)),
        advice=draw(HOSTILE),
        document=draw(HOSTILE.filter(bool)),
        severity=draw(st.sampled_from(["note", "warning", "error"])),
        label=draw(HOSTILE),
        related=(Related(draw(HOSTILE), draw(st.none() | st.integers(1, 9)), draw(HOSTILE), 2, 3),),
        row=draw(st.none() | st.integers(1, 9)),
    )


PROBLEMS = st.builds(Problem, HOSTILE, st.none() | st.integers(1, 99), HOSTILE.filter(str.strip))
REPORTS = st.builds(
    lambda found, problem: report(*found, problems=(problem,)),
    st.lists(findings(), max_size=4),
    PROBLEMS,
)


def log_lines(of):
    """The lines of the ``github`` format, as the runner tells lines from each other."""
    return re.split(r"\r\n|\r|\n", written("github", of))[:-1]


def valid(name, of):
    """What a format of JSON writes, once its schema has nothing to say against it."""
    text = written(name, of)
    text.encode("utf-8")
    value = json.loads(text)
    assert [error.message for error in VALIDATORS[name].iter_errors(value)] == []
    json.dumps(value, ensure_ascii=False).encode("utf-8")  # no surrogate is alone
    return value


def sarif_results(of):
    return valid("sarif", of)["runs"][0]["results"]


# Golden files: what people see in a review of a change.


def assert_golden_report(golden, path, name, of):
    text = written(name, of)
    for version in (semantic_version(__version__), __version__):
        text = text.replace(f'"{version}"', '"VERSION"')
    golden(path, text)


@pytest.mark.parametrize("name", FORMATS)
def test_hostile(name, golden):
    assert_golden_report(golden, f"golden/hostile-{name}.txt", name, hostile())


@pytest.mark.parametrize("name", FORMATS)
def test_plain(name, golden):
    assert_golden_report(golden, f"golden/{name}.txt", name, plain())


@pytest.mark.parametrize("name", FORMATS)
def test_clean(name, golden):
    assert_golden_report(golden, f"golden/clean-{name}.txt", name, clean())


# Schemas.


@pytest.mark.parametrize("name", LIST)
@pytest.mark.parametrize("of", [clean, plain, hostile])
def test_json_is_valid(name, of):
    valid(name, of())


@pytest.mark.parametrize("name", LIST)
@settings(max_examples=25)
@given(REPORTS)
def test_json_of_anything_is_valid(name, of):
    valid(name, of)


@pytest.mark.parametrize("of", [clean, plain, hostile])
def test_junit_is_valid(of):
    JUNIT.validate(written("junit", of()))


@settings(max_examples=25)
@given(REPORTS)
def test_junit_of_anything_is_valid(of):
    text = written("junit", of)
    JUNIT.validate(text)
    text.encode("utf-8")


@pytest.mark.parametrize("name", LIST)
def test_the_schemas_do_refuse(name):
    assert list(VALIDATORS[name].iter_errors({"runs": [{}], "diagnostics": [{"x": 1}]}))


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_a_stream_of_any_encoding_is_utf8(name, encoding):
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, newline="")
    said = "für 日本 🎉"
    reporter(name)(report(finding("für 日本 now", "now", message=said)), stream, ReportOptions())
    stream.flush()
    if name == "junit":
        assert ElementTree.fromstring(raw.getvalue()).find(".//failure").get("message") == said
    elif name != "github":
        assert json.dumps(said)[1:-1] in json.dumps(json.loads(raw.getvalue()))


# Positions, found again in the file with nothing of the reporters.


def sarif_spans(of):
    for result in json.loads(written("sarif", of))["runs"][0]["results"]:
        region = result["locations"][0]["physicalLocation"].get("region")
        yield region and (
            (region["startLine"], region["startColumn"]),
            (region["endLine"], region["endColumn"]),
        )


def rdjson_spans(of):
    for diagnostic in json.loads(written("rdjson", of))["diagnostics"][: len(of.findings)]:
        span = diagnostic["location"].get("range")
        yield span and tuple((span[end]["line"], span[end]["column"]) for end in ("start", "end"))


def one_finding(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    return finding(text, (start, end), message="said")


@pytest.mark.parametrize(("spans", "unit"), [(sarif_spans, UTF16), (rdjson_spans, UTF8)])
@given(text=HOSTILE, data=st.data())
def test_spans_are_the_text(spans, unit, text, data):
    found = one_finding(text, data)
    ((first, last),) = spans(Report([found]))
    assert between(text, first, last, unit) == found.text


@given(text=HOSTILE, data=st.data())
def test_sarif_offsets_are_the_text(text, data):
    found = one_finding(text, data)
    (result,) = json.loads(written("sarif", Report([found])))["runs"][0]["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    start, length = region["charOffset"] * 2, region["charLength"] * 2
    encoded = text.encode("utf-16-le", "surrogatepass")
    piece = encoded[start : start + length].decode("utf-16-le", "surrogatepass")
    assert piece == found.text
    assert region["snippet"]["text"] == re.sub("[\ud800-\udfff]", "\ufffd", found.text)


@given(text=HOSTILE, data=st.data())
def test_github_columns_are_the_text(text, data):
    found = one_finding(text, data)
    command = parsed(log_lines(Report([found]))[0])
    place = {key: int(value) for key, value in command.properties.items() if value.isdecimal()}
    assert (place["line"], place["endLine"]) == found.source.line_range(found.start, found.end)
    if "col" in place:
        first, last = (place["line"], place["col"]), (place["endLine"], place["endColumn"])
        assert between(text, first, last, CODE_POINTS) == found.text
    else:
        assert re.search(r"[\r\n]", found.text)


@pytest.mark.parametrize(("spans", "unit"), [(sarif_spans, UTF16), (rdjson_spans, UTF8)])
def test_spans_of_the_hostile_report(spans, unit):
    of = hostile()
    texts = {WIDE, ROWS, JSON, "", "x" * 900}
    for found, span in zip(of.findings, spans(of), strict=True):
        if found.document == "plan/book.xlsx":
            assert span is None
        else:
            assert found.source.text in texts
            assert between(found.source.text, *span, unit) == found.text


# SARIF.


def test_sarif_tells_what_made_it():
    (run,) = valid("sarif", plain())["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "aboveboard"
    assert re.fullmatch(r"\d+\.\d+\.\d+(-[a-z]+\.\d+)?", driver["semanticVersion"])
    assert run["columnKind"] == "utf16CodeUnits"
    assert run["newlineSequences"] == ["\r\n", "\n", "\r"]


@pytest.mark.parametrize(
    ("version", "said"),
    [
        ("0.1.0.dev0", "0.1.0-dev.0"),
        ("1.2.3", "1.2.3"),
        ("1.2.0rc1", "1.2.0-rc.1"),
        ("1.0.0a2", "1.0.0-a.2"),
        ("1.2", ""),
        ("1.0.0+local", ""),
    ],
)
def test_semantic_version(version, said):
    assert semantic_version(version) == said


def test_sarif_rules():
    (run,) = valid("sarif", hostile())["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted({rule["id"] for rule in rules})
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    (rule,) = (rule for rule in rules if rule["id"] == "urgency/last-chance")
    assert rule == {
        "id": "urgency/last-chance",
        "name": "UrgencyLastChance",
        "shortDescription": {"text": "Last chance *without* a date"},
        "fullDescription": {"text": "A deadline that is not real may mislead <readers>."},
        "helpUri": "https://www.example.org/cap?a=b",
        "help": {
            "text": "A deadline that is not real may mislead <readers>.\n\n"
            "What to do: Say when it ends.\n\n"
            "What it rests on:\n"
            "- EU UCPD Annex I [no. 7] (eu)\n"
            "- UK CAP 3.31 (uk) https://www.example.org/cap?a=b",
            "markdown": "A deadline that is not real may mislead \\<readers\\>.\n\n"
            "**What to do:** Say when it ends.\n\n"
            "**What it rests on:**\n\n"
            "- EU UCPD Annex I \\[no. 7\\] (eu)\n"
            "- [UK CAP 3.31](<https://www.example.org/cap?a=b>) (uk)",
        },
        "defaultConfiguration": {"level": "warning"},
        "properties": {"tags": ["urgency", "substantiate"], "problem.severity": "warning"},
    }


def test_sarif_paths_are_uris():
    results = sarif_results(hostile())[: len(NAMES)]
    places = [result["locations"][0]["physicalLocation"]["artifactLocation"] for result in results]
    for name, place in zip(NAMES, places, strict=True):
        assert re.fullmatch(r"[\w.~/%:-]+", place["uri"], re.ASCII)
        if name.startswith("/"):
            assert place == {"uri": f"file://{name}"}
        else:
            assert place["uriBaseId"] == "%SRCROOT%"
            assert unquote_to_bytes(place["uri"]).startswith(name[:6].encode())


def test_sarif_messages_hold_no_link_of_the_copy():
    texts = [result["message"]["text"] for result in sarif_results(hostile())]
    (said,) = (text for text in texts if "evil" in text)
    assert said.startswith("\\[x](https://evil.example)")


def test_sarif_related_locations():
    (result,) = (r for r in sarif_results(hostile()) if r["ruleId"] == "scarcity/stock-rises")
    assert result["message"]["text"].splitlines()[2:] == [
        "[plan/posts.csv row 1](1): says \\[hurry](x)",
        "[plan/book.xlsx row 4](2): sheet",
        "[plan/other.json row 7](3)",
    ]
    same, book, other = result["relatedLocations"]
    # After an emoji in this row; its text is that of the finding's own file.
    assert same["physicalLocation"]["region"] == {"startLine": 2, "startColumn": 18}
    assert "region" not in book["physicalLocation"]
    assert other["physicalLocation"]["region"] == {"startLine": 3}
    assert [one["id"] for one in (same, book, other)] == [1, 2, 3]


def test_sarif_says_what_could_not_be_checked():
    (run,) = valid("sarif", hostile())["runs"]
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    notes = invocation["toolExecutionNotifications"]
    assert [note["level"] for note in notes] == ["error"] * 3 + ["note"] * 3
    assert notes[0]["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "posts/broken%0A.md", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 3},
    }
    assert "region" not in notes[1]["locations"][0]["physicalLocation"]
    (quiet,) = valid("sarif", clean())["runs"][0]["invocations"]
    assert quiet == {"executionSuccessful": True, "toolExecutionNotifications": []}


def test_sarif_fingerprints_are_unique_in_a_file():
    of = hostile()
    seen = Counter(
        (found.document, result["partialFingerprints"]["aboveboard/v1"])
        for found, result in zip(of.findings, sarif_results(of), strict=True)
    )
    assert set(seen.values()) == {1}


def test_sarif_tools_reads_it(tmp_path):
    loader = pytest.importorskip("sarif.loader", reason="sarif-tools is not installed")
    path = tmp_path / "report.sarif"
    path.write_text(written("sarif", hostile()), "utf-8")
    of = hostile()
    read = loader.load_sarif_file(str(path))
    assert read.get_distinct_tool_names() == ["aboveboard"]
    records = read.get_records()
    said = Counter(record["Severity"] for record in records)
    assert said == {key: number for key, number in of.counts().items() if number}
    assert [record["Code"] for record in records] == [found.rule_id for found in of.findings]
    assert [record["Line"] for record in records if record["Location"] == "posts/wide.md"] == [
        found.line for found in of.findings if found.document == "posts/wide.md"
    ]


# GitHub.


def test_the_runner_reads_every_command():
    of = hostile()
    lines = log_lines(of)
    commands = [parsed(line) for line in lines]
    # All but the remark and the summary.
    assert commands[-2:] == [None, None]
    assert None not in commands[:-2]
    assert len(commands) - 2 == len(of.findings) + len(of.problems)
    assert [complaints(command) for command in commands[:-2]] == [[]] * (len(commands) - 2)
    names = [command.name for command in commands[:-2]]
    assert names == sorted(names, key=["error", "warning", "notice"].index)
    read = {command.properties.get("file") for command in commands[:-2]}
    written_as = {name.replace("\udcff\ud83d", "\ufffd\ufffd") for name in NAMES}
    assert written_as - read == set()


@given(REPORTS)
def test_the_runner_reads_only_our_commands(of):
    lines = log_lines(of)
    commands = [command for command in map(parsed, lines) if command]
    assert len(commands) == len(of.findings) + len(of.problems)
    assert {command.name for command in commands} <= {"error", "warning", "notice"}
    assert all(not complaints(command) for command in commands)


def test_github_message():
    found = finding(WIDE, "act now", message="100 %\r\nsure", advice="Say: when, where")
    (command, *_) = map(parsed, log_lines(Report([found])))
    assert command == (
        "warning",
        {
            "file": "drafts/post.md",
            "line": "2",
            "endLine": "2",
            "col": "2",
            "endColumn": "9",
            "title": "urgency/last-chance",
        },
        "100 % sure\nSay: when, where",
    )


# GitLab.


def test_gitlab_fingerprints_are_unique_and_stay():
    entries = valid("gitlab", hostile())
    fingerprints = [entry["fingerprint"] for entry in entries]
    assert len(set(fingerprints)) == len(fingerprints)
    moved = finding("\n\nBefore it, hurry!", "hurry")
    stayed = finding("hurry!", "hurry")
    first, second = (valid("gitlab", Report([one]))[0] for one in (moved, stayed))
    assert first["fingerprint"] == second["fingerprint"]
    assert (first["location"]["lines"], second["location"]["lines"]) == (
        {"begin": 3, "end": 3},
        {"begin": 1, "end": 1},
    )


def test_gitlab_lines_hold_the_text():
    of = hostile()
    for found, entry in zip(of.findings, valid("gitlab", of), strict=False):
        if found.document != "plan/book.xlsx":
            lines = entry["location"]["lines"]
            assert (lines["begin"], lines["end"]) == found.source.line_range(found.start, found.end)


def test_gitlab_says_the_row_of_a_workbook():
    (entry,) = (e for e in valid("gitlab", hostile()) if "Co[py" in e["description"])
    assert entry["description"].startswith('row 4, Co[py: "act now" hurries')
    assert entry["location"] == {"path": "plan/book.xlsx", "lines": {"begin": 1, "end": 1}}


def test_no_format_says_a_line_of_a_workbook():
    problem = Problem("plan/book.xlsx", 9, "the row is empty", column=2)
    of = Report([], [problem])
    (command, _) = map(parsed, log_lines(of))
    assert command.properties == {"file": "plan/book.xlsx", "title": "aboveboard"}
    assert command.data == "row 9 of the sheet: the row is empty"
    (diagnostic,) = valid("rdjson", of)["diagnostics"]
    assert diagnostic["location"] == {"path": "plan/book.xlsx"}
    assert diagnostic["message"] == "row 9 of the sheet: the row is empty"
    (entry,) = valid("gitlab", of)
    assert entry["location"]["lines"] == {"begin": 1, "end": 1}
    assert entry["description"] == "row 9 of the sheet: the row is empty"


# JUnit.


def suites(of):
    return junitparser.JUnitXml.fromstring(written("junit", of).encode("utf-8"))


@pytest.mark.parametrize("of", [clean, plain, hostile])
def test_junit_counts_are_right(of):
    read = suites(of())
    told = (read.tests, read.failures, read.errors)
    per_suite = [(suite.tests, suite.failures, suite.errors) for suite in read]
    for suite in read:
        counted = (suite.tests, suite.failures, suite.errors)
        suite.update_statistics()
        assert (suite.tests, suite.failures, suite.errors) == counted
    assert told == tuple(map(sum, zip(*per_suite, strict=True)))


def test_junit_names_are_unique():
    names = Counter((case.classname, case.name) for suite in suites(hostile()) for case in suite)
    assert set(names.values()) == {1}


def test_junit_tests():
    of = Report(
        [
            finding("now later now", (0, 3), message="first"),
            finding("now later now", (10, 13), message="second", severity="error"),
            finding("now", "now", rule_id="a/note", severity="note", message="only a note"),
            finding("now", "now", document="p.csv", row=2, label="Text", message="in a row"),
        ],
        [Problem("drafts/broken.md", 3, "never ends")],
        [
            DocumentResult("drafts/post.md", None, "fail"),
            DocumentResult("p.csv", 1, "pass"),
            DocumentResult("p.csv", 2, "review"),
        ],
    )
    told = [
        (suite.name, case.name, [(type(r).__name__, r.type, r.message) for r in case.result])
        for suite in suites(of)
        for case in suite
    ]
    assert told == [
        (
            "drafts/post.md",
            "urgency/last-chance",
            [("Failure", "error", "second (and 1 more)")],
        ),
        ("drafts/post.md", "a/note", []),
        ("p.csv", "row 1: no findings", []),
        ("p.csv", "row 2: urgency/last-chance", [("Failure", "warning", "in a row")]),
        ("drafts/broken.md", "could be checked", [("Error", "problem", "never ends")]),
    ]


# reviewdog.


def test_rdjson_diagnostics():
    told = valid("rdjson", hostile())
    assert told["source"]["name"] == "aboveboard"
    (one,) = (d for d in told["diagnostics"] if d["code"]["value"] == "scarcity/stock-rises")
    assert one["severity"] == "ERROR"
    assert one["message"].splitlines()[2:] == [
        "plan/posts.csv row 1: says [hurry](x)",
        "plan/book.xlsx row 4: sheet",
        "plan/other.json row 7",
    ]
    known = [d for d in told["diagnostics"] if d["code"]["value"] == "urgency/last-chance"]
    assert {d["code"]["url"] for d in known} == {"https://www.example.org/cap?a=b"}
    problem = told["diagnostics"][len(hostile().findings)]
    assert problem == {
        "message": "the front matter\nnever ends % ]]> \x1b[31m",
        "location": {"path": "posts/broken\n.md", "range": {"start": {"line": 3}}},
        "severity": "ERROR",
        "code": {"value": "problem"},
    }


def test_rdjson_paths_are_those_of_the_current_folder():
    options = {"folder": "/home/site/copy", "root": "/home/site"}
    of = Report([finding("now", "now", document="./posts/a.md")])
    told = json.loads(written("rdjson", of, **options))["diagnostics"][0]["location"]["path"]
    assert told == "posts/a.md"
    (entry,) = json.loads(written("gitlab", of, **options))
    assert entry["location"]["path"] == "copy/posts/a.md"


# Files as they are read.


def test_regions_in_real_files(tmp_path, monkeypatch):
    openpyxl = pytest.importorskip("openpyxl")
    copy = '👩‍👩‍👧 日本: this is your "last chance" to save! Only 3 left 🎉, act now'
    quoted = copy.replace('"', '""')
    files = {
        "für #1.md": f"---\r\ntitle: '🎉 {copy}'\r\n---\r\n\r\n- {copy}\r\n",
        "mail.html": f"<html><body><p>🎉 <b>{copy}</b></p></body></html>",
        "plan.csv": f'Date,Text\r\n2026-12-01,"🎉\r\n{quoted}"\r\n',
        "plan.json": json.dumps(
            [{"date": "2026-12-01", "text": f"🎉\n{copy}"}], ensure_ascii=False
        ),
        "plan.yaml": f"posts:\n  - date: 2026-12-01\n    body: |\n      🎉 one\n      {copy}\n",
        "mac.txt": f"one\r🎉 {copy}\rtwo",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8", newline="")
    book = openpyxl.Workbook()
    book.active.append(["Date", "Text"])
    book.active.append(["2026-12-01", copy])
    book.save(tmp_path / "plan.xlsx")
    monkeypatch.chdir(tmp_path)
    names = [*files, "plan.xlsx"]
    of = Linter().check_paths(names)
    assert of.problems == ()
    assert {found.document for found in of.findings} == set(names)
    for spans, unit in ((sarif_spans, UTF16), (rdjson_spans, UTF8)):
        for found, span in zip(of.findings, spans(of), strict=True):
            if found.document == "plan.xlsx":
                assert span is None
            else:
                assert between(files[found.document], *span, unit) == found.text


def _with_fixes(tmp_path, monkeypatch):
    text = (
        "👩‍👩‍👧 日本 Glow with @glowlab #spon\r\n\r\n😀 Each jar holds 200 g 【4:0†menu.pdf】.\r\n"
    )
    (tmp_path / "a.md").write_bytes(text.encode())
    monkeypatch.chdir(tmp_path)
    found = Linter(jurisdictions=["uk"]).check_paths(["a.md"])
    wanted = text.replace("#spon", "#sponsored").replace(" 【4:0†menu.pdf】", "")
    return text, found, wanted


def test_sarif_fixes_are_the_safe_ones(tmp_path, monkeypatch):
    text, found, _ = _with_fixes(tmp_path, monkeypatch)
    said = json.loads(written("sarif", found))
    VALIDATORS["sarif"].validate(said)
    fixes = [result["fixes"] for result in said["runs"][0]["results"] if "fixes" in result]
    assert [fix["description"]["text"] for (fix,) in fixes] == [
        "Write the label in full",
        "Take the mark out",
    ]
    edits = [fix["artifactChanges"][0]["replacements"][0] for (fix,) in fixes]
    regions = [edit["deletedRegion"] for edit in edits]
    assert [
        between(text, (r["startLine"], r["startColumn"]), (r["endLine"], r["endColumn"]), UTF16)
        for r in regions
    ] == ["#spon", " 【4:0†menu.pdf】"]
    assert [edit["insertedContent"]["text"] for edit in edits] == ["#sponsored", ""]


def test_rdjson_suggestions_are_the_safe_fixes(tmp_path, monkeypatch):
    text, found, wanted = _with_fixes(tmp_path, monkeypatch)
    said = json.loads(written("rdjson", found))
    VALIDATORS["rdjson"].validate(said)
    suggestions = [s for d in said["diagnostics"] for s in d.get("suggestions", ())]
    for suggestion in reversed(suggestions):
        start, end = ((spot["line"], spot["column"]) for spot in suggestion["range"].values())
        old = between(text, start, end, UTF8)
        assert text.count(old) == 1
        text = text.replace(old, suggestion["text"])
    assert text == wanted
