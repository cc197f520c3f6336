using System.Globalization;

namespace SupplyChain.Scanning.Trivy.Settings;

/// <summary>What matters for images alone; it is left out for other targets.</summary>
public sealed record TrivyImageSettings
{
    /// <summary>Most bytes that the layers may have unpacked; no bound unless set. From Trivy 0.59.</summary>
    public long? MaximumSize { get; init; }

    /// <summary>Whether packages that a later layer removed are matched as well; for Alpine alone. False unless set.</summary>
    public bool IncludeRemoved { get; init; }

    /// <summary>What to look for in the configuration of the image: misconfigurations and secrets. Nothing unless set.</summary>
    public TrivyFindingKinds ConfigurationScanners { get; init; }

    /// <summary>The flags that they stand for.</summary>
    internal IEnumerable<TrivyOption> Options() =>
        [
            .. TrivyOption.Text(
                TrivyFlags.MaximumImageSize,
                MaximumSize is { } size ? string.Create(CultureInfo.InvariantCulture, $"{size}B") : null
            ),
            .. TrivyOption.When(IncludeRemoved, TrivyFlags.RemovedPackages),
            .. TrivyOption.List(TrivyFlags.ImageConfigurationScanners, TrivyWords.Of(ConfigurationScanners)),
        ];

    /// <summary>What of them cannot be used.</summary>
    internal IEnumerable<string> Problems()
    {
        if (MaximumSize <= 0)
        {
            yield return "Images.MaximumSize has to be more than 0";
        }

        if ((ConfigurationScanners & ~(TrivyFindingKinds.Misconfigurations | TrivyFindingKinds.Secrets)) != 0)
        {
            yield return "Images.ConfigurationScanners can be misconfigurations and secrets alone";
        }
    }
}
