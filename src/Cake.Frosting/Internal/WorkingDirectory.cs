using Cake.Core.IO;

namespace Cake.Frosting.Internal;

/// <summary>The directory in which the build works unless the command line names another.</summary>
internal sealed record WorkingDirectory(DirectoryPath Path);
