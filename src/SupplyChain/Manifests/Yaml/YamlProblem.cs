namespace SupplyChain.Manifests.Yaml;

/// <summary>Why a text, or one document of it, could not be read, or is not what its author thinks.</summary>
/// <param name="Kind">What sort of problem it is.</param>
/// <param name="Message">What is wrong, without the place; control characters are removed.</param>
/// <param name="Remedy">What to do about it, as a full sentence.</param>
/// <param name="FileName">The file's name as it was given.</param>
/// <param name="Position">Where it was noticed.</param>
public sealed record YamlProblem(YamlProblemKind Kind, string Message, string Remedy, string FileName, TextPosition Position)
{
    /// <summary>Whether a document was lost to it; repeated keys lose none.</summary>
    public bool LosesDocument => Kind != YamlProblemKind.DuplicateKey;

    /// <summary>The problem in one line: file, line and column, what, remedy.</summary>
    public override string ToString() => $"{FileName}:{Position}: {Message} {Remedy}";
}
