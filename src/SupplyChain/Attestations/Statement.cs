using System.Runtime.InteropServices;
using SupplyChain.Images;

namespace SupplyChain.Attestations;

/// <summary>
/// A claim of one predicate type about one or more subjects (in-toto Statement v1). Made as v1; v0.1, which cosign still
/// writes, is read as well. One that was read is written as it was.
/// </summary>
public sealed class Statement
{
    /// <summary>Largest statement that is read or written, in bytes.</summary>
    public const int MaximumSize = 32 * 1024 * 1024;

    /// <summary>Most subjects of one statement.</summary>
    public const int MaximumSubjects = 4096;

    private readonly ReadOnlyMemory<byte>? whole;

    /// <summary>Makes a statement.</summary>
    /// <param name="subjects">What it is about, at least one.</param>
    /// <param name="predicateType">URI of the predicate's type.</param>
    /// <param name="predicate">The predicate, a JSON object; kept byte for byte but for white space around it.</param>
    /// <exception cref="ConfigurationException">There is no subject, no type, or the predicate is not a JSON object without repeated names.</exception>
    public Statement(IEnumerable<Subject> subjects, string predicateType, ReadOnlyMemory<byte> predicate)
        : this([.. subjects], predicateType, predicate, ReadPredicate(predicate, predicateType))
    {
        if (Subjects.Count is 0 or > MaximumSubjects || string.IsNullOrWhiteSpace(predicateType))
        {
            throw new ConfigurationException(
                "attestation.statement",
                $"A statement of type '{predicateType}' with {Subjects.Count} subjects cannot be made; give a predicate type and 1 to {MaximumSubjects} subjects."
            );
        }
    }

    internal Statement(
        Subject[] subjects,
        string predicateType,
        ReadOnlyMemory<byte> predicate,
        Range raw,
        ReadOnlyMemory<byte>? whole = null
    )
    {
        this.whole = whole;
        Subjects = Array.AsReadOnly(subjects);
        PredicateType = predicateType;
        Predicate = predicate[raw].ToArray();
    }

    /// <summary>What the statement is about, in its own order; never empty.</summary>
    public IReadOnlyList<Subject> Subjects { get; }

    /// <summary>URI of the predicate's type.</summary>
    public string PredicateType { get; }

    /// <summary>The predicate as it was given or read, a JSON object in UTF-8.</summary>
    public ReadOnlyMemory<byte> Predicate { get; }

    /// <summary>Reads a statement, and keeps a reference to its bytes.</summary>
    /// <exception cref="UndeterminedException">The bytes are not a statement, or one over the bounds.</exception>
    public static Statement Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            return StatementJson.Read(json);
        }
        catch (FormatException error)
        {
            throw new UndeterminedException(
                "attestation.statement",
                $"The statement cannot be used: {error.Message}; have its signer make it again as an in-toto Statement v1.",
                error
            );
        }
    }

    /// <summary>
    /// The statement in JSON. One that was read is given back byte for byte, with all that this class shows nothing of; one that
    /// was made is a Statement v1, and equal ones give equal bytes.
    /// </summary>
    /// <exception cref="ConfigurationException">It is larger than <see cref="MaximumSize"/>.</exception>
    public byte[] ToBytes() => whole?.ToArray() ?? StatementJson.Write(this);

    /// <summary>Whether one of the subjects is the artifact with this digest.</summary>
    public bool IsAbout(Digest digest) => Subjects.Any(subject => subject.Is(digest));

    private static Range ReadPredicate(ReadOnlyMemory<byte> predicate, string predicateType)
    {
        try
        {
            using var document = StrictJson.Parse(predicate, MaximumSize);
            _ = new JsonMembers(document.RootElement);
            var start = predicate.Span.IndexOf((byte)'{');
            return start..(start + JsonMarshal.GetRawUtf8Value(document.RootElement).Length);
        }
        catch (FormatException error)
        {
            throw new ConfigurationException(
                "attestation.predicate",
                $"The predicate of type '{predicateType}' cannot be attested: {error.Message}; give a JSON object.",
                error
            );
        }
    }
}
