namespace SupplyChain.Scanning.Catalogue;

/// <summary>
/// Looks through a program that is too large to be read, as it streams by, for the marks of packages that are linked into it: a report
/// that is silent about them would look as if there were none.
/// </summary>
internal sealed class ProgramMarkers(string path)
{
    // The host of .NET has the place of the bundle before this mark: zero in a program that is no bundle (dotnet/runtime,
    // src/native/corehost/apphost/bundle_marker.cpp).
    private const int OffsetSize = 8;
    private const int Overlap = 64;

    // Go's linker marks the build information so (go.dev/src/debug/buildinfo).
    private static readonly byte[] GoMark = [0xff, .. " Go buildinf:"u8];

    private static readonly byte[] BundleMark = Convert.FromHexString(
        "8b1202b96a612038727b930214d7a03213f5b9e6efae3318ee3b2dce24b36aae"
    );

    private readonly byte[] tail = new byte[Overlap];
    private int tailLength;
    private bool isGo;
    private bool isBundle;

    /// <summary>Looks at the next part.</summary>
    public void Look(ReadOnlySpan<byte> part)
    {
        // A mark may lie across two parts.
        Span<byte> seam = stackalloc byte[Overlap * 2];
        tail.AsSpan(0, tailLength).CopyTo(seam);
        var joined = Math.Min(part.Length, Overlap);
        part[..joined].CopyTo(seam[tailLength..]);
        Find(seam[..(tailLength + joined)]);
        Find(part);
        Keep(part);
    }

    /// <summary>What the program says.</summary>
    public FileFacts Facts() =>
        isGo || isBundle
            ? new FileFacts
            {
                Limitations =
                [
                    new Limitation(
                        "scan.uncovered",
                        $"Packages inside {(isGo ? "programs of Go" : "single-file programs of .NET")} of more than {new ProgramReader().LargestFile >> 20} MiB are not read.",
                        path
                    ),
                ],
            }
            : ProgramReader.Unexplained(path);

    private void Find(ReadOnlySpan<byte> bytes)
    {
        isGo = isGo || bytes.IndexOf(GoMark) >= 0;
        var mark = isBundle ? -1 : bytes.IndexOf(BundleMark);
        isBundle = isBundle || (mark >= OffsetSize && bytes.Slice(mark - OffsetSize, OffsetSize).ContainsAnyExcept((byte)0));
    }

    private void Keep(ReadOnlySpan<byte> part)
    {
        if (part.Length >= Overlap)
        {
            part[^Overlap..].CopyTo(tail);
            tailLength = Overlap;
            return;
        }

        var kept = Math.Min(tailLength, Overlap - part.Length);
        tail.AsSpan(tailLength - kept, kept).CopyTo(tail);
        part.CopyTo(tail.AsSpan(kept));
        tailLength = kept + part.Length;
    }
}
