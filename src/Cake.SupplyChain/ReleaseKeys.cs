using Cake.Core;
using Cake.Core.IO;
using SupplyChain;
using SupplyChain.Signing;
using SupplyChain.Signing.Keys;
using SupplyChain.Signing.Signers;

namespace Cake.SupplyChain;

/// <summary>The keys of a release, each opened once, when a task first needs it.</summary>
internal sealed class ReleaseKeys : IDisposable
{
    private readonly ICakeContext cake;
    private readonly ReleaseSettings settings;
    private readonly Dictionary<string, IBundleSigner> signers = new(StringComparer.Ordinal);

    public ReleaseKeys(ICakeContext cake, ReleaseSettings settings)
    {
        this.cake = cake;
        this.settings = settings;
        Opener = new SignerOpener(
            new KeyAccess
            {
                Environment = cake.Environment.GetEnvironmentVariable,
                Password = _ => settings.Password ?? cake.Environment.GetEnvironmentVariable(KeyFile.PasswordVariable),
                PasswordRemedy = () =>
                    settings.Password is null ? KeyFile.PasswordRemedy : $"set {nameof(ReleaseSettings.Password)} to",
            },
            TimeProvider.System
        );
    }

    /// <summary>Opens the keys of a policy.</summary>
    public SignerOpener Opener { get; }

    /// <summary>Signs with <see cref="ReleaseSettings.SigningKey"/>.</summary>
    public Task<IBundleSigner> SigningAsync(CancellationToken cancellationToken) =>
        OpenAsync(settings.SigningKey, nameof(ReleaseSettings.SigningKey), cancellationToken);

    /// <summary>Signs with <see cref="ReleaseSettings.ScannerKey"/>.</summary>
    public Task<IBundleSigner> ScannerAsync(CancellationToken cancellationToken) =>
        OpenAsync(settings.ScannerKey ?? settings.SigningKey, nameof(ReleaseSettings.ScannerKey), cancellationToken);

    /// <summary>Signs with <see cref="ReleaseSettings.VerdictKey"/>; null where none is set, and then no verdict is published.</summary>
    public async Task<IBundleSigner?> FindVerdictAsync(CancellationToken cancellationToken) =>
        settings.VerdictKey is null
            ? null
            : await OpenAsync(settings.VerdictKey, nameof(ReleaseSettings.VerdictKey), cancellationToken);

    /// <inheritdoc />
    public void Dispose() => Opener.Dispose();

    private async Task<IBundleSigner> OpenAsync(KeyReference? key, string setting, CancellationToken cancellationToken)
    {
        if (key is null)
        {
            throw new ConfigurationException(
                "cake.key",
                $"No {setting} is set, and this task signs; set it to a key made by 'supplychain keys generate'."
            );
        }

        var reference = key.IsFile ? new FilePath(key.Text).MakeAbsolute(cake.Environment).FullPath : key.Text;
        if (!signers.TryGetValue(reference, out var signer))
        {
            signer = await Opener.OpenAsync(new SignerRequest { Key = reference }, cancellationToken);
            signers.Add(reference, signer);
        }

        return signer;
    }
}
