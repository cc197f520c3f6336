namespace SupplyChain.Tests.Gate.Policies;

/// <summary>Mistakes that both the reader and the JSON Schema have to refuse, each as a change of <see cref="PolicyFolder.Valid"/>.</summary>
internal static class BrokenPolicies
{
    private const string Waiver = """
        waivers:
          - id: W-1
            rule: scan.findings
            vulnerability: CVE-2026-1
            environments: [prod]
            owner: team@shop.example
            reason: Not reachable.
            expires: 2027-01-31

        """;

    public static readonly (string Name, string Policy, string Problem)[] All =
    [
        (
            "a key with a typo",
            Change("gate: v1", "gate: v1\nsignrs: {}"),
            "policy:2:1: unknown key 'signrs'; did you mean 'signers'?"
        ),
        ("another version", Change("gate: v1", "gate: v2"), "policy:1:7: gate can't be 'v2'; did you mean 'v1'?"),
        ("no version", Change("gate: v1", ""), "policy:2:1: the policy has no 'gate'; add it."),
        (
            "an id with a fragment",
            Change("/policy", "/policy#prod"),
            "policy:2:5: id 'https://shop.example/policy#prod' is not a URI"
        ),
        ("no environments", Change("environments:", "registries:"), "policy:1:1: the policy has no 'environments'; add it."),
        ("a name in capitals", Change("  dev:", "  Dev:"), "policy:17:3: 'Dev' is not a name"),
        (
            "an unknown mode",
            Change("mode: enforce", "mode: enforced"),
            "policy:9:11: environments.prod.mode can't be 'enforced'; did you mean 'enforce'?"
        ),
        ("no mode", Change("mode: enforce", ""), "policy:10:5: environments.prod has no 'mode'; add it."),
        ("a duration without unit", Change("24h", "24"), "policy:10:15: environments.prod.validFor has to be text."),
        (
            "a duration of nothing",
            Change("24h", "0h"),
            "policy:10:15: environments.prod.validFor is '0h', which is not a duration"
        ),
        (
            "a duration in months",
            Change("3d", "3mo"),
            "policy:15:40: environments.prod.images[0].scan.maxAge is '3mo', which is not a duration"
        ),
        ("a pattern with a tag", Change("shop.example/**\"", "shop.example/api:1\""), "is not a pattern for repositories"),
        (
            "a pattern without registry",
            Change("registry.shop.example/**\"", "nginx\""),
            "is 'nginx', which is not a pattern for repositories"
        ),
        (
            "a digest that is optional",
            Change("digest: required", "digest: optional"),
            "digest can't be 'optional'; give one of required"
        ),
        ("evidence by nobody", Change("by: [ci]", "by: []"), "by has to be a list of 1 to 1000 items"),
        (
            "evidence by the gatekeeper",
            Change("by: [ci]", "by: [gatekeeper]"),
            "names the gatekeeper, who signs verdicts and no evidence"
        ),
        ("one signer twice", Change("by: [ci]", "by: [ci, ci]"), "names 'ci' a second time"),
        ("a signer that is no list", Change("by: [ci]", "by: ci"), "by has to be a list of 1 to 1000 items"),
        ("a scan without age", Change("maxAge: 3d, ", ""), "environments.prod.images[0].scan has no 'maxAge'; add it."),
        (
            "a scan that nothing fails",
            Change(", fail: [{ severity: high, fixable: true, grace: 2w }]", ""),
            "scan has no 'fail'; add it."
        ),
        (
            "an unknown severity",
            Change("severity: high", "severity: important"),
            "severity can't be 'important'; give one of critical, high"
        ),
        ("a truth in quotes", Change("fixable: true", "fixable: 'true'"), "fixable has to be true or false"),
        (
            "an unknown level",
            Change("level: restricted", "level: privileged"),
            "level can't be 'privileged'; give one of baseline, restricted"
        ),
        ("an empty section", Change("{ level: restricted }", ""), "environments.prod.manifests has to be a mapping"),
        (
            "a signer that nobody can know",
            Signer("{}"),
            "policy:4:7: signers.ci has neither 'key', 'keys' nor 'identity'; add one"
        ),
        (
            "a signer of two kinds",
            Signer("{ key: keys/ci.pub, keys: [{ key: keys/ci.pub }] }"),
            "policy:4:7: signers.ci has 'key' and 'keys', and a signer is known by one of them; remove the other."
        ),
        ("an empty ring", Signer("{ keys: [] }"), "policy:4:15: signers.ci.keys has to be a list of 1 to 1000 items."),
        (
            "an entry of a ring without a key",
            Signer("{ keys: [{ notAfter: 2027-01-31 }] }"),
            "policy:4:16: signers.ci.keys[0] has no 'key'; add it."
        ),
        (
            "a key with a typo in its end",
            Signer("{ keys: [{ key: keys/ci.pub, notafter: 2027-01-31 }] }"),
            "policy:4:36: unknown key 'notafter' in signers.ci.keys[0]; did you mean 'notAfter'?"
        ),
        (
            "an end without a zone",
            Signer("{ keys: [{ key: keys/ci.pub, notAfter: 2027-01-31T12:00:00 }] }"),
            "policy:4:46: signers.ci.keys[0].notAfter is '2027-01-31T12:00:00', which is not a time; write a day or a second in UTC"
        ),
        (
            "a revocation without reason",
            Signer("{ keys: [{ key: keys/ci.pub, revoked: { from: 2027-01-31 } }] }"),
            "policy:4:45: signers.ci.keys[0].revoked has no 'reason'; add it."
        ),
        (
            "a revocation that is a truth",
            Signer("{ keys: [{ key: keys/ci.pub, revoked: true }] }"),
            "policy:4:45: signers.ci.keys[0].revoked has to be a mapping."
        ),
        (
            "a key with an issuer",
            Signer("{ key: keys/ci.pub, issuer: https://issuer.example }"),
            "policy:4:35: 'issuer' is about certificates, and this signer is known by keys; remove it."
        ),
        (
            "logs without a trusted root",
            Signer("{ key: keys/ci.pub, logs: 1 }"),
            "policy:4:33: logs and timestamps count by a 'trustedRoot'; add it."
        ),
        (
            "an identity that nobody vouches for",
            Signer("{ identity: a@shop.example, trustedRoot: keys/root.json }"),
            "policy:4:7: signers.ci has no 'issuer'; add it."
        ),
        (
            "an identity without a trusted root",
            Signer("{ identity: a@shop.example, issuer: https://issuer.example }"),
            "policy:4:7: signers.ci has no 'trustedRoot'; add it."
        ),
        (
            "an identity that is to be proven at no time",
            Signer("{ identity: a@shop.example, issuer: https://issuer.example, trustedRoot: keys/root.json, logs: 0 }"),
            "policy:4:102: a certificate counts for a time that a log or a timestamp proves; demand at least one of them."
        ),
        (
            "an expression under another name",
            Signer("{ identity: { regex: .* }, issuer: https://issuer.example, trustedRoot: keys/root.json }"),
            "policy:4:21: unknown key 'regex' in signers.ci.identity; did you mean 'regexp'?"
        ),
        (
            "a claim that GitHub does not make",
            Signer(
                "{ identity: a@shop.example, issuer: https://issuer.example, trustedRoot: keys/root.json, github: { branch: main } }"
            ),
            "policy:4:106: unknown key 'branch' in signers.ci.github; give one of"
        ),
        (
            "a fraction of a log",
            Signer("{ identity: a@shop.example, issuer: https://issuer.example, trustedRoot: keys/root.json, logs: 0.5 }"),
            "policy:4:102: signers.ci.logs has to be a whole number from 0 to 16."
        ),
        (
            "a gatekeeper without a key",
            Change("gatekeeper: { key: keys/gatekeeper.pub }", "gatekeeper: { identity: a@shop.example }"),
            "policy:6:17: unknown key 'identity' in signers.gatekeeper; give one of key, keys."
        ),
        (
            "a waiver of everything",
            Change("rule: scan.findings", "rule: \"*\""),
            "'*' is no rule that can be waived; a waiver is for one rule"
        ),
        ("a waiver of a group", Change("rule: scan.findings", "rule: scan"), "'scan' is no rule that can be waived"),
        (
            "a waiver of what is not judged",
            Change("rule: scan.findings", "rule: release.empty"),
            "'release.empty' is no rule that can be waived"
        ),
        ("a waiver without owner", Change("    owner: team@shop.example\n", ""), "waivers[0] has no 'owner'; add it."),
        ("a waiver with an empty owner", Change("owner: team@shop.example", "owner: ' '"), "waivers[0].owner has to be text"),
        ("a waiver without reason", Change("    reason: Not reachable.\n", ""), "waivers[0] has no 'reason'; add it."),
        ("a waiver for ever", Change("    expires: 2027-01-31\n", ""), "waivers[0] has no 'expires'; add it."),
        ("a date of another land", Change("2027-01-31", "31.01.2027"), "expires is '31.01.2027', which is not a date"),
        (
            "a waiver of every vulnerability",
            Change("    vulnerability: CVE-2026-1\n", ""),
            "waivers[0] has no 'vulnerability'; add it."
        ),
        (
            "a waiver of a signature anywhere",
            Change("    rule: scan.findings\n    vulnerability: CVE-2026-1\n", "    rule: signature\n"),
            "waivers[0] has no 'image'; add it."
        ),
        (
            "a waiver of all lint findings",
            Change("    rule: scan.findings\n    vulnerability: CVE-2026-1\n", "    rule: manifest.lint\n"),
            "waivers[0] has no 'lint'; add it."
        ),
        (
            "a waiver with a member of another rule",
            Change("    vulnerability:", "    lint: some-rule\n    vulnerability:"),
            "a waiver of scan.findings has no 'lint'; remove it."
        ),
        (
            "a package that is no URL",
            Change("    owner:", "    package: Newtonsoft.Json\n    owner:"),
            "'Newtonsoft.Json' is not a package URL"
        ),
        (
            "a waiver for no environment",
            Change("environments: [prod]", "environments: []"),
            "environments has to be a list of 1 to 1000 items"
        ),
    ];

    public static string Valid => PolicyFolder.Valid + Waiver;

    private static string Signer(string written) => Change("{ key: keys/ci.pub }", written);

    private static string Change(string from, string to)
    {
        Xunit.Assert.Contains(from, Valid, StringComparison.Ordinal);
        var at = Valid.IndexOf(from, StringComparison.Ordinal);
        return string.Concat(Valid.AsSpan(0, at), to, Valid.AsSpan(at + from.Length));
    }
}
