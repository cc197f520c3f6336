using SupplyChain.Signing.Bundles;
using SupplyChain.Testing.Sigstore;

namespace SupplyChain.Fuzzing;

/// <summary>Changes every byte of every field of a bundle of each shape, and lists the places where the result is still accepted.</summary>
internal static class Mutations
{
    public static void Run(TextWriter output)
    {
        var cases = SigstoreShapes
            .OfFiles.Select(shape => (Name: $"file, {shape.Key}", Case: SigstoreCase.OfFile(shape.Value())))
            .Concat(
                SigstoreShapes.OfStatements.Select(shape => ($"statement, {shape.Key}", SigstoreCase.OfStatement(shape.Value())))
            );
        foreach (var (name, signed) in cases)
        {
            var json = signed.Bundle.ToBytes();
            var tried = 0;
            var accepted = new SortedDictionary<string, int>(StringComparer.Ordinal);
            foreach (var change in BundleChanges.Bytes(json, 1).Concat(BundleChanges.Drops(json)))
            {
                tried++;
                if (IsAccepted(signed, change.Json))
                {
                    var place = change.What == "dropped" ? $"{change.Place} dropped" : change.Place;
                    accepted[place] = accepted.GetValueOrDefault(place) + 1;
                }
            }

            output.WriteLine(
                $"{name}: {tried} changes, accepted: {string.Join("; ", accepted.Select(one => $"{one.Key} {one.Value}"))}"
            );
        }
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
