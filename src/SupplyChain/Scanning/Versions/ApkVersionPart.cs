namespace SupplyChain.Scanning.Versions;

/// <summary>The parts of an apk version, in the order in which they may follow each other; a version that goes on at an earlier part is newer.</summary>
internal enum ApkVersionPart
{
    NumberAfterPoint = 0,
    Number = 1,
    Letter = 2,
    Suffix = 3,
    SuffixNumber = 4,
    Commit = 5,
    Release = 6,
    End = 7,
    Invalid = 8,
}
