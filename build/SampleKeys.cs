using System.Security.Cryptography;
using Cake.Core.IO;
using SupplyChain.Signing.Keys;

namespace Build;

/// <summary>The keys of a sample: made on the first run, never committed.</summary>
/// <param name="folder">Where they are kept.</param>
public sealed class SampleKeys(DirectoryPath folder)
{
    private static readonly string[] Names = ["ci", "scanner", "gatekeeper"];

    /// <summary>Signs images, SBOMs, provenance and lint reports.</summary>
    public FilePath Signing => Private("ci");

    /// <summary>Signs scans.</summary>
    public FilePath Scanner => Private("scanner");

    /// <summary>Signs verdicts.</summary>
    public FilePath Verdict => Private("gatekeeper");

    /// <summary>File that holds the password of all three.</summary>
    public FilePath PasswordFile => folder.CombineWithFilePath("password");

    /// <summary>The password; null until the keys are made.</summary>
    public string? Password => File.Exists(PasswordFile.FullPath) ? File.ReadAllText(PasswordFile.FullPath).Trim() : null;

    /// <summary>Makes the pairs that are missing.</summary>
    /// <returns>Whether any was made.</returns>
    public bool Make()
    {
        var missing = Names.Where(name => !File.Exists(Private(name).FullPath)).ToList();
        var password = Password ?? MakePassword();
        foreach (var name in missing)
        {
            KeyPair.Generate(folder.CombineWithFilePath(name).FullPath, password);
        }

        return missing.Count > 0;
    }

    private string MakePassword()
    {
        Directory.CreateDirectory(folder.FullPath);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var password = RandomNumberGenerator.GetHexString(32, lowercase: true);
        using var writer = new StreamWriter(PasswordFile.FullPath, options);
        writer.Write(password);
        return password;
    }

    private FilePath Private(string name) => folder.CombineWithFilePath($"{name}.key");
}
