namespace SupplyChain.Scanning.Trivy.Settings;

/// <summary>How Trivy looks for licences.</summary>
public sealed record TrivyLicenseSettings
{
    /// <summary>Whether texts in files are looked at as well, and not what packages say alone. False unless set.</summary>
    public bool Full { get; init; }

    /// <summary>How sure the classifier of texts has to be, from 0 to 1; 0.9 unless set.</summary>
    public double? ConfidenceLevel { get; init; }

    /// <summary>Names of licences that are left out; they are listed as excluded. None unless set.</summary>
    public IReadOnlyList<string> Ignored
    {
        get => field ?? [];
        init;
    }

    /// <summary>The flags that they stand for.</summary>
    internal IEnumerable<TrivyOption> Options() =>
        [
            .. TrivyOption.When(Full, TrivyFlags.LicenseFull),
            .. TrivyOption.Number(TrivyFlags.LicenseConfidence, ConfidenceLevel),
            .. TrivyOption.List(TrivyFlags.IgnoredLicenses, Ignored),
        ];

    /// <summary>What of them cannot be used.</summary>
    internal IEnumerable<string> Problems()
    {
        if (ConfidenceLevel is < 0 or > 1 or double.NaN)
        {
            yield return "Licenses.ConfidenceLevel has to be from 0 to 1";
        }

        if (Ignored.Any(string.IsNullOrWhiteSpace))
        {
            yield return "Licenses.Ignored must not hold empty names";
        }
    }
}
