using SupplyChain.Signing.Bundles;
using SupplyChain.Testing.Sigstore;
using Xunit;

namespace SupplyChain.Tests.Signing.Sigstore;

/// <summary>
/// Whatever is changed in a bundle that is accepted, the result is not accepted, but for the places listed here, in which the
/// meaning stays the same. The fuzzing program changes every byte; here it is each of the short fields and some of the long.
/// </summary>
public sealed class SigstoreMutationTests
{
    private const int Stride = 83;
    private const string Material = "verificationMaterial";

    // What a bundle may do without: hints, and what is not demanded beside what is there.
    private static readonly string[] MayBeDropped =
    [
        $"{Material}/publicKey/hint",
        "messageSignature/messageDigest",
        // No timestamp is demanded beside a log that says when.
        $"{Material}/timestampVerificationData",
        $"{Material}/timestampVerificationData/rfc3161Timestamps",
    ];

    // In a checkpoint, the line of a witness that nobody knows says nothing.
    private const string Checkpoint = $"{Material}/tlogEntries/inclusionProof/checkpoint/envelope";

    // Each byte is changed in a few shapes that have every field between them; fields are dropped and swapped in all.
    private static readonly string[] ChangedByteByByte =
    [
        "certificate, v1, timestamp",
        "certificate, v2",
        "certificate, intoto",
        "key, v1",
        "key, v2",
    ];

    public static TheoryData<string> Files => [.. SigstoreShapes.OfFiles.Keys];

    public static TheoryData<string> Statements => [.. SigstoreShapes.OfStatements.Keys];

    [Theory]
    [MemberData(nameof(Files))]
    public void No_change_of_a_signed_files_bundle_is_accepted(string shape)
    {
        var make = SigstoreShapes.OfFiles[shape];
        AssertNoneAccepted(shape, SigstoreCase.OfFile(make()), SigstoreCase.OfFile(make()).Bundle);
    }

    [Theory]
    [MemberData(nameof(Statements))]
    public void No_change_of_a_signed_statements_bundle_is_accepted(string shape)
    {
        var make = SigstoreShapes.OfStatements[shape];
        AssertNoneAccepted(shape, SigstoreCase.OfStatement(make()), SigstoreCase.OfStatement(make()).Bundle);
    }

    [Fact]
    public void Nothing_of_another_signature_by_the_same_services_fits()
    {
        var first = SigstoreCase.OfFile();
        var second = first.Sigstore.SignFile(SigstoreCase.File);
        Assert.True(first.Verify(second).IsVerified);
        AssertNone(first, BundleChanges.Swaps(first.Bundle.ToBytes(), second.ToBytes()));
    }

    private static void AssertNoneAccepted(string shape, SigstoreCase signed, Bundle other)
    {
        Assert.True(signed.Verify().IsVerified);
        var json = signed.Bundle.ToBytes();
        var isOlder = signed.Bundle.MediaType == SigstoreShapes.Older;
        AssertNone(
            signed,
            (ChangedByteByByte.Contains(shape) ? BundleChanges.Bytes(json, Stride) : [])
                .Where(change =>
                    change.Place != Checkpoint || signed.Bundle.Material.LogEntries[0].SignedEntryTimestamp is not null
                )
                .Concat(BundleChanges.Drops(json).Where(change => !MayBeDropped.Contains(change.Place)))
                // In bundle v0.1 a log's promise needs no proof beside it.
                .Where(change =>
                    !isOlder || change.What != "dropped" || !change.Place.EndsWith("/inclusionProof", StringComparison.Ordinal)
                )
                .Concat(BundleChanges.Swaps(json, other.ToBytes()))
        );
    }

    private static void AssertNone(SigstoreCase signed, IEnumerable<BundleChange> changes)
    {
        var tried = 0;
        foreach (var change in changes)
        {
            tried++;
            Assert.False(IsAccepted(signed, change.Json), $"{change.Place}: {change.What}, and the bundle is accepted");
        }

        Assert.True(tried > 10, $"only {tried} changes were tried");
    }

    private static bool IsAccepted(SigstoreCase signed, byte[] json)
    {
        try
        {
            return signed.Verify(Bundle.Parse(json)).IsVerified;
        }
        catch (UndeterminedException)
        {
            return false;
        }
    }
}
