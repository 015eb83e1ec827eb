"""The oracle must be able to fail: values are deleted, changed and doubled behind the back of the nodes, and each time the
comparison has to say so. Afterwards everything is put back."""
import ledger as ledgers

TIERS = ("city", "province", "national")


def pick(run, tier):
    """A block that the ledger knows: (enterprise, stat type, period, canonical code)"""
    return run.stage.nodes[tier].sql("SELECT enterprise_code, stat_type, period, canonical_code FROM series_block WHERE "
                                     "stat_type = 0 AND value_count > 3 ORDER BY RAND(7) LIMIT 1")[0]


def where(block):
    return ("enterprise_code = '{}' AND stat_type = {} AND period = '{}' AND canonical_code = '{}'").format(*block)


def seen(run, check):
    verdict = ledgers.Verdict()
    check(verdict)
    return verdict


def run(run):
    """-> (ok or FAIL, figures)"""
    faults, tried = [], 0
    for tier in TIERS:
        node = run.stage.nodes[tier]
        block = pick(run, tier)
        for name, damage, expected in damages(block):
            tried += 1
            node.sql("CREATE OR REPLACE TABLE kept_block AS SELECT * FROM series_block WHERE " + where(block))
            node.sql(damage)
            verdict = seen(run, lambda v: ledgers.check_values(run.ledger, node, tier, v))
            node.sql("DELETE FROM series_block WHERE " + where(block) + " OR (enterprise_code = '" + block[0] +
                     "' AND canonical_code LIKE 'doubled%'); INSERT INTO series_block SELECT * FROM kept_block; DROP TABLE kept_block")
            if not getattr(verdict, expected):
                faults.append(f"{name} at the {tier} was not seen as {expected}: {verdict.counts()}")
    for name, damage, repair, check, expected in others(run):
        tried += 1
        damage()
        verdict = seen(run, check)
        repair()
        if not getattr(verdict, expected):
            faults.append(f"{name} was not seen as {expected}: {verdict.counts()}")
    if not seen(run, lambda v: [ledgers.check_values(run.ledger, run.stage.nodes[t], t, v) for t in TIERS]).clean and not run.dirty:
        faults.append("the values are not whole again")
    return ("FAIL", "; ".join(faults)) if faults else ("ok", f"damages={tried} seen={tried}")


def damages(block):
    keep = where(block)
    yield "a deleted block", f"DELETE FROM series_block WHERE {keep}", "lost"
    yield ("one deleted value", "UPDATE series_block SET value_list = JSON_SET(value_list, '$[1]', NULL), value_count = "
           f"value_count - 1 WHERE {keep}", "lost")
    yield "one changed value", f"UPDATE series_block SET value_list = JSON_SET(value_list, '$[1]', '77.125') WHERE {keep}", "unexplained"
    yield ("a doubled block", "INSERT INTO series_block SELECT enterprise_code, stat_type, period, 'doubled', data_code, "
           "step_seconds, step_months, phase, offsets, value_list, value_count, input_type, scope, valid, derived_start, "
           f"upload_date, upload_dates, exceptions, batch_id, key_id FROM series_block WHERE {keep}", "duplicated")


def others(run):
    nodes, province = run.stage.nodes, run.stage.province
    batch = province.sql("SELECT MAX(id) FROM batch")[0][0]

    def batches(verdict):
        ledgers.check_batches(run.ledger, nodes, verdict)

    yield ("a batch less", lambda: province.sql(f"UPDATE batch SET channel = channel + 100 WHERE id = {batch}"),
           lambda: province.sql(f"UPDATE batch SET channel = channel - 100 WHERE id = {batch}"), batches, "lost")
    yield ("a batch more", lambda: province.sql(
        "INSERT INTO batch (peer_id, channel, enterprise_code, content_md5, received, records, stored, unchanged, superseded, "
        "findings, blocks, body) SELECT peer_id, channel, enterprise_code, REPEAT('f', 32), received, records, stored, unchanged, "
        f"superseded, findings, blocks, body FROM batch WHERE id = {batch}"),
        lambda: province.sql("DELETE FROM batch WHERE content_md5 = REPEAT('f', 32)"), batches, "duplicated")
    yield ("a count that does not add up", lambda: province.sql(f"UPDATE batch SET stored = stored + 1 WHERE id = {batch}"),
           lambda: province.sql(f"UPDATE batch SET stored = stored - 1 WHERE id = {batch}"), batches, "unexplained")
    yield ("a tag that disagrees", lambda: province.sql("UPDATE tag SET state = state + 100 ORDER BY id LIMIT 1"),
           lambda: province.sql("UPDATE tag SET state = state - 100 WHERE state >= 100"),
           lambda verdict: ledgers.check_tags(nodes, verdict), "unexplained")
    for tier in TIERS:
        yield from bodies(nodes[tier], tier, batches)
    yield from audits(run, nodes, province)


def bodies(node, tier, batches):
    """A batch with the content of another: neither is missing in any count."""
    pair = node.sql("SELECT MIN(id), MAX(id) FROM batch WHERE enterprise_code = (SELECT enterprise_code FROM batch GROUP BY "
                    "enterprise_code, records HAVING COUNT(*) > 1 LIMIT 1)")[0]

    def swap():
        node.sql(f"CREATE OR REPLACE TABLE kept_body AS SELECT id, body FROM batch WHERE id = {pair[1]}; "
                 f"UPDATE batch a JOIN batch b ON b.id = {pair[0]} SET a.body = b.body WHERE a.id = {pair[1]}")

    def back():
        node.sql("UPDATE batch a JOIN kept_body k ON k.id = a.id SET a.body = k.body; DROP TABLE kept_body")

    yield f"a batch with another's content at the {tier} (lost)", swap, back, batches, "lost"
    yield f"a batch with another's content at the {tier} (double)", swap, back, batches, "duplicated"

    def spoil():
        node.sql(f"CREATE OR REPLACE TABLE kept_body AS SELECT id, body FROM batch WHERE id = {pair[1]}; "
                 f"UPDATE batch SET body = SUBSTR(body, 1, LENGTH(body) - 9) WHERE id = {pair[1]}")

    yield f"a damaged body at the {tier}", spoil, back, batches, "unexplained"


def audits(run, nodes, province):
    def audit(verdict):
        ledgers.check_audit(run.ledger, nodes, verdict)

    yield ("a refusal without audit", lambda: run.ledger.refusals.append("0" * 32), run.ledger.refusals.pop, audit, "unexplained")
    row = province.sql("SELECT MAX(id) FROM audit_event WHERE act = 'refused_identity'")[0][0]
    if row == "NULL":
        return
    yield ("another refusal's audit", lambda: province.sql(f"UPDATE audit_event SET detail = REVERSE(detail) WHERE id = {row}"),
           lambda: province.sql(f"UPDATE audit_event SET detail = REVERSE(detail) WHERE id = {row}"), audit, "unexplained")
