using System.CommandLine;
using SupplyChain.Signing.Certificates;
using SupplyChain.Signing.Keys;
using SupplyChain.Signing.Signers;
using SupplyChain.Signing.Trust;
using SupplyChain.Signing.Verification;

namespace SupplyChain.Cli.Options;

/// <summary>Whose signatures count, and what must come with them; the names are cosign's.</summary>
internal sealed class VerificationOptions
{
    private static readonly (string Option, string Claim, string What)[] Claims =
    [
        (
            "--certificate-github-workflow-repository",
            ClaimNames.Repository,
            "The repository that the workflow ran in, such as acme/shop."
        ),
        ("--certificate-github-workflow-ref", ClaimNames.WorkflowRef, "The Git ref that it ran on, such as refs/heads/main."),
        ("--certificate-github-workflow-name", ClaimNames.WorkflowName, "The name of the workflow."),
        ("--certificate-github-workflow-sha", ClaimNames.WorkflowSha, "The commit that it ran on."),
        ("--certificate-github-workflow-trigger", ClaimNames.WorkflowTrigger, "What started it, such as push."),
        ("--certificate-runner-environment", ClaimNames.RunnerEnvironment, "Where it ran: github-hosted or self-hosted."),
    ];

    private readonly Option<string[]> keys = KeyOption.ToVerify();
    private readonly Option<string?> identity = Text(
        "--certificate-identity",
        "ID",
        "Whose certificate counts: an e-mail address, or a URI such as a workflow's."
    );
    private readonly Option<string?> identityPattern = Text(
        "--certificate-identity-regexp",
        "REGEXP",
        "As --certificate-identity, for all identities that the whole expression matches."
    );
    private readonly Option<string?> issuer = Text("--certificate-oidc-issuer", "URL", "Who must have vouched for the identity.");
    private readonly Option<string?> issuerPattern = Text(
        "--certificate-oidc-issuer-regexp",
        "REGEXP",
        "As --certificate-oidc-issuer, for all issuers that the whole expression matches."
    );
    private readonly Option<string?> root = Text(
        "--trusted-root",
        "FILE",
        "Whose certificates, log entries and timestamps are believed (a Sigstore trusted_root.json); nothing is ever fetched."
    );
    private readonly Option<bool> timestamps = new("--use-signed-timestamps")
    {
        Description = "Demand a timestamp that an authority of the trusted root signed.",
    };
    private readonly Option<bool> ignoreLog = new("--insecure-ignore-tlog")
    {
        Description = "Do not demand or look at entries of transparency logs: a signature that was kept secret counts as well.",
    };
    private readonly Option<bool> ignoreCertificateLog = new("--insecure-ignore-sct")
    {
        Description =
            "Do not demand that a log of certificates holds the signer's: a certificate that was issued in secret counts as well.",
    };
    private readonly Option<SignerKind> kind = SignerOptions.Kind(
        "Who verifies: this program (native, the default), or the installed cosign."
    );
    private readonly (Option<string?> Option, string Claim)[] claims =
    [
        .. Claims.Select(claim => (Text(claim.Option, "VALUE", claim.What), claim.Claim)),
    ];

    /// <summary>The options, in the order of a command's help.</summary>
    public IEnumerable<Option> All =>
        [
            keys,
            identity,
            identityPattern,
            issuer,
            issuerPattern,
            .. claims.Select(claim => claim.Option),
            root,
            timestamps,
            ignoreLog,
            ignoreCertificateLog,
            kind,
        ];

    /// <summary>Whether the installed cosign is to verify.</summary>
    public bool IsByCosign(ParseResult parsed) => parsed.GetValue(kind) == SignerKind.Cosign;

    /// <summary>Has cosign verify.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="policy">Whose signatures count.</param>
    /// <param name="opener">Finds cosign.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="ConfigurationException">cosign is not installed, or cannot be used as the options say.</exception>
    public Task<CosignVerifier> CosignAsync(
        ParseResult parsed,
        VerificationPolicy policy,
        SignerOpener opener,
        CancellationToken cancellationToken
    ) =>
        opener.OpenVerifierAsync(
            new CosignVerifierRequest
            {
                Policy = policy,
                TrustedRootFile = parsed.GetValue(root) is { } path ? Path.GetFullPath(path) : null,
                AllowHttp = parsed.GetValue(CommonOptions.AllowHttp),
                Tls = RegistryOptions.Tls(parsed),
            },
            cancellationToken
        );

    /// <summary>Whose signatures count, as the options say.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="opener">Opens the keys.</param>
    /// <param name="signers">How many different signers are demanded.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="ConfigurationException">The options contradict each other, or a file cannot be used.</exception>
    public async Task<VerificationPolicy> PolicyAsync(
        ParseResult parsed,
        SignerOpener opener,
        int signers,
        CancellationToken cancellationToken
    )
    {
        var named = new List<NamedKey>();
        foreach (var reference in parsed.GetValue(keys) ?? [])
        {
            named.Add(new NamedKey(KeyOpener.Shown(reference), await opener.OpenPublicAsync(reference, cancellationToken)));
        }

        return new VerificationPolicy
        {
            Keys = named,
            Identities = Identities(parsed),
            TrustedRoot = parsed.GetValue(root) is { } path ? TrustedRoot.Load(path) : null,
            LogEntries = parsed.GetValue(ignoreLog) ? 0 : 1,
            CertificateLogs = parsed.GetValue(ignoreCertificateLog) ? 0 : 1,
            SignedTimestamps = parsed.GetValue(timestamps) ? 1 : 0,
            Signers = signers,
        };
    }

    private CertificateIdentity[] Identities(ParseResult parsed)
    {
        var who = Pattern(parsed, identity, identityPattern);
        var by = Pattern(parsed, issuer, issuerPattern);
        var wanted = claims
            .Where(claim => parsed.GetValue(claim.Option) is not null)
            .ToDictionary(claim => claim.Claim, claim => TextPattern.Exactly(parsed.GetValue(claim.Option)!));
        return (who, by) switch
        {
            ({ }, { }) => [new CertificateIdentity(who, by) { Claims = wanted }],
            (null, null) when wanted.Count == 0 => [],
            _ => throw new ConfigurationException(
                "signing.identity",
                "A certificate counts by its identity and by who vouched for it, both of them; give --certificate-identity and --certificate-oidc-issuer."
            ),
        };
    }

    private static TextPattern? Pattern(ParseResult parsed, Option<string?> exact, Option<string?> expression) =>
        (parsed.GetValue(exact), parsed.GetValue(expression)) switch
        {
            (null, null) => null,
            ({ } value, null) => TextPattern.Exactly(value),
            (null, { } pattern) => TextPattern.Matching(pattern),
            _ => throw new ConfigurationException(
                "signing.identity",
                $"{exact.Name} and {expression.Name} cannot be combined; give one of them."
            ),
        };

    private static Option<string?> Text(string name, string help, string description) =>
        new(name) { Description = description, HelpName = help };
}
