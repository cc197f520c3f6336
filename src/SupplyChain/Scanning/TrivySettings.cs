using SupplyChain.Images;

namespace SupplyChain.Scanning;

/// <summary>How Trivy is run. What is not here is fixed: nothing is downloaded, nothing is reported home, no file of the working directory counts.</summary>
public sealed record TrivySettings
{
    /// <summary>Path of the program; looked for in <c>PATH</c> unless set.</summary>
    public string? Program { get; init; }

    /// <summary>Digest that the program must have; not checked unless set.</summary>
    public Digest? ProgramDigest { get; init; }

    /// <summary>Trivy's cache with its database; Trivy's own default unless set.</summary>
    public string? CacheDirectory { get; init; }

    /// <summary>What to look for, of <c>vuln</c>, <c>misconfig</c>, <c>secret</c> and <c>license</c>; only <c>vuln</c> unless set.</summary>
    public IReadOnlyList<string> Scanners { get; init; } = ["vuln"];

    /// <summary>Kinds of package, of <c>os</c> and <c>library</c>; both unless set.</summary>
    public IReadOnlyList<string> PackageTypes { get; init; } = ["os", "library"];

    /// <summary>A file in the format of <c>.trivyignore</c>; what it takes out is listed as excluded. None unless set.</summary>
    public string? IgnoreFile { get; init; }

    /// <summary>VEX documents; what they take out is listed as excluded. None unless set.</summary>
    public IReadOnlyList<string> Vex { get; init; } = [];

    /// <summary>Whether findings without a fix are left out by Trivy; false unless set.</summary>
    public bool IgnoreUnfixed { get; init; }

    /// <summary>After this time the scan is ended; 30 minutes unless set.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(30);
}
