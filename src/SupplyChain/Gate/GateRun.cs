using SupplyChain.Gate.Evidence;
using SupplyChain.Gate.Publication;
using SupplyChain.Gate.Releases;
using SupplyChain.Gate.Verdicts;
using SupplyChain.Images;
using SupplyChain.Images.Streams;

namespace SupplyChain.Gate;

/// <summary>One run of the gate: read the evidence, judge, state the verdict, hand on what was judged.</summary>
public static class GateRun
{
    /// <summary>Name of the file with the verdict and every reason.</summary>
    public const string DecisionFile = "decision.json";

    /// <summary>Name of the folder to deploy.</summary>
    public const string GatedName = "gated";

    /// <summary>Runs the gate. A denial is a result; a folder that was gated before does not outlive it.</summary>
    /// <exception cref="ConfigurationException">The request is wrong; nothing was changed.</exception>
    /// <exception cref="UndeterminedException">The verdict could not be published; nothing is handed on.</exception>
    public static async Task<GateResult> RunAsync(GateRequest request, CancellationToken cancellationToken)
    {
        var publisher = request.Signer is { } signer ? new VerdictPublisher(request.Policy, signer, request.Time) : null;
        var release = Release.Load(request.Manifests, request.StandardInput);
        var bundles = LocalBundles.Load(request.Attestations);
        var now = request.Time.GetUtcNow();
        var reader = new EvidenceReader(request.Policy, request.Stores, bundles, now);
        var evidence = await reader.ReadAsync(release, cancellationToken);
        var verdict = ReleaseGate.Judge(request.Policy, evidence.Facts, now);

        var gated = Path.Combine(request.Output, GatedName);
        var bundlePath = Path.Combine(request.Output, GatedFolder.VerdictFile);
        GatedFolder.Remove(gated);
        if (File.Exists(bundlePath))
        {
            File.Delete(bundlePath);
        }

        var decision = VerdictJson.Write(verdict);
        var decisionPath = Path.Combine(request.Output, DecisionFile);
        await WriteAsync(decisionPath, decision, cancellationToken);
        byte[]? bundle = null;
        if (
            publisher is not null
            && await publisher.PublishAsync(verdict, Digest.Sha256(decision), evidence, cancellationToken) is { } signed
        )
        {
            bundle = [.. signed.ToBytes(), (byte)'\n'];
            await WriteAsync(bundlePath, bundle, cancellationToken);
        }

        var handOn = verdict.ExitCode == ExitCode.Pass && evidence.Gated is not null;
        if (handOn)
        {
            GatedFolder.Write(gated, evidence.Gated!, bundle);
        }

        return new GateResult(verdict, decisionPath, bundle is null ? null : bundlePath, handOn ? gated : null);
    }

    private static Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        AtomicFile.WriteAsync(
            Path.GetFullPath(path),
            file => file.WriteAsync(content, cancellationToken).AsTask(),
            cancellationToken
        );
}
