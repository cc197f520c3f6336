using System.Text;
using SupplyChain.Images;
using SupplyChain.Manifests.Yaml;
using SupplyChain.Signing.Signers;

namespace SupplyChain.Gate.Policies;

/// <summary>Reads policy files, version v1, as <c>docs/policy.md</c> explains them.</summary>
public static class PolicyFile
{
    private const int MaximumBytes = 1024 * 1024;

    /// <summary>Reads a policy, and the keys and trusted roots it names, whose paths are relative to the policy's folder.</summary>
    /// <param name="path">Path of the file, at most 1 MiB.</param>
    /// <param name="keys">Opens the keys.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="ConfigurationException">The file or a key can't be read, or is no policy; every problem is named with its place.</exception>
    /// <exception cref="UndeterminedException">A device, service or program that holds a key does not answer.</exception>
    public static async Task<Policy> ReadAsync(string path, SignerOpener keys, CancellationToken cancellationToken)
    {
        var file = YamlFile.Parse(path, ReadText(path));
        var problems = new PolicyProblems(path);
        foreach (var problem in file.Problems)
        {
            problems.Add(problem.Position, $"{problem.Message.TrimEnd('.')}; {LowerFirst(problem.Remedy.TrimEnd('.'))}");
        }

        if (file.Documents.Count > 1)
        {
            problems.Add(file.Documents[1].Root, "a policy is a single document; remove this one");
        }

        problems.ThrowIfAny();
        if (file.Documents.Count == 0)
        {
            problems.Add(new TextPosition(0, 1, 1), "the policy is empty; see docs/policy.md for what to write");
            problems.ThrowIfAny();
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var root = PolicyNode.Of(file.Documents[0].Root);
        var opened = await PolicyKeys.OpenAsync(root, folder, keys, cancellationToken);
        var policy = new PolicyReader(problems, path, new SignerReader(problems, opened, folder)).Read(root);
        problems.ThrowIfAny();
        return policy;
    }

    private static string LowerFirst(string text) => text.Length == 0 ? text : char.ToLowerInvariant(text[0]) + text[1..];

    private static string ReadText(string path)
    {
        try
        {
            var length = new FileInfo(path).Length;
            return length <= MaximumBytes
                ? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(
                    File.ReadAllBytes(path)
                )
                : throw Unreadable(path, $"has {length} bytes and the limit is {MaximumBytes}", null);
        }
        catch (DecoderFallbackException error)
        {
            throw Unreadable(path, "is not UTF-8", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Unreadable(path, "can't be read", error);
        }
    }

    private static ConfigurationException Unreadable(string path, string why, Exception? inner) =>
        new("policy.unreadable", $"The policy {Printable.Quote(path)} {why}; give the path of a policy file.", inner);
}
