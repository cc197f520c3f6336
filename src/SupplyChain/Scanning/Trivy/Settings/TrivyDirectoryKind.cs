using System.Text.Json.Serialization;

namespace SupplyChain.Scanning.Trivy.Settings;

/// <summary>What a directory is taken for: which command of Trivy scans it.</summary>
[JsonConverter(typeof(TrivyWordsJsonConverter<TrivyDirectoryKind>))]
public enum TrivyDirectoryKind
{
    /// <summary>The root of a file system, as an image unpacks to: what is installed counts (<c>trivy rootfs</c>).</summary>
    RootFileSystem = 0,

    /// <summary>A project: lock files count (<c>trivy filesystem</c>).</summary>
    FileSystem = 1,

    /// <summary>A clone of a git repository: lock files count (<c>trivy repository</c>). Trivy is never made to clone one itself.</summary>
    Repository = 2,

    /// <summary>Configuration: misconfigurations alone are looked for (<c>trivy config</c>).</summary>
    Configuration = 3,
}
