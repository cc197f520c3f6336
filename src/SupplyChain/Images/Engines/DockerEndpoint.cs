namespace SupplyChain.Images.Engines;

/// <summary>
/// Where a Docker Engine listens, found as Docker's own client finds it: <c>DOCKER_HOST</c>, else the context that
/// <c>DOCKER_CONTEXT</c> or <c>docker context use</c> chose, else the system's default socket or pipe.
/// </summary>
/// <param name="Address"><c>unix:///path</c>, <c>tcp://host:port</c>, or on Windows <c>npipe://./pipe/name</c>.</param>
/// <param name="Origin">Who said so, for messages.</param>
public sealed record DockerEndpoint(Uri Address, string Origin)
{
    private const int PlainPort = 2375;
    private const int SecurePort = 2376;

    private static readonly string[] Schemes = ["unix", "tcp", "http", "https", "npipe"];

    /// <summary>Whether the connection is encrypted; a TCP connection alone can be.</summary>
    public bool UsesTls { get; init; }

    /// <summary>Whether any certificate of the engine is taken, as a context may say; false by default.</summary>
    public bool SkipsVerification { get; init; }

    /// <summary>Folder with <c>ca.pem</c>, <c>cert.pem</c> and <c>key.pem</c>, those of them that are needed; null for the system's authorities.</summary>
    public string? CertificateFolder { get; init; }

    /// <summary>Whether somebody named the folder, so that it has to be there with the authorities; false by default.</summary>
    internal bool IsFolderNamed { get; init; }

    /// <summary>The endpoint that the environment, or the current context of the user, names.</summary>
    /// <exception cref="ConfigurationException">The address or the context cannot be used.</exception>
    public static DockerEndpoint FromEnvironment()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return Find(Environment.GetEnvironmentVariable, Path.Combine(home, ".docker"));
    }

    /// <inheritdoc />
    public override string ToString() => $"{Address.OriginalString} ({Origin})";

    internal static DockerEndpoint Find(Func<string, string?> variable, string defaultFolder)
    {
        var folder = Set("DOCKER_CONFIG") ?? defaultFolder;
        if (Set("DOCKER_HOST") is { } host)
        {
            var verifies = Set("DOCKER_TLS_VERIFY") is not null;
            return Parse(host, "DOCKER_HOST", isSecure: verifies || Set("DOCKER_TLS") is not null) with
            {
                SkipsVerification = !verifies,
                CertificateFolder = Set("DOCKER_CERT_PATH") ?? folder,
                IsFolderNamed = Set("DOCKER_CERT_PATH") is not null,
            };
        }

        var context = Set("DOCKER_CONTEXT") ?? DockerContext.Current(folder);
        return context is null or "default" ? Default : DockerContext.Read(folder, context);

        string? Set(string name) => variable(name) is { Length: > 0 } value ? value : null;
    }

    /// <summary>Reads an address.</summary>
    /// <exception cref="ConfigurationException">It is not one that a Docker Engine can be reached at from here.</exception>
    internal static DockerEndpoint Parse(string address, string origin, bool isSecure)
    {
        var written = address.Contains("://", StringComparison.Ordinal) ? address : $"tcp://{address}";
        if (!Uri.TryCreate(written, UriKind.Absolute, out var uri) || !Schemes.Contains(uri.Scheme))
        {
            throw new ConfigurationException(
                "docker.address",
                $"The address {Printable.Quote(address)} of the Docker Engine ({origin}) cannot be used; expected unix:///path, tcp://host:port"
                    + " or npipe:////./pipe/name, and for ssh a forwarded socket."
            );
        }

        var secure = isSecure || uri.Scheme == "https";
        if (uri.Scheme is "unix" or "npipe")
        {
            return new DockerEndpoint(uri, origin);
        }

        var port = uri.IsDefaultPort && !written.EndsWith($":{uri.Port}", StringComparison.Ordinal) ? -1 : uri.Port;
        var full = new UriBuilder(
            "tcp",
            uri.Host,
            port > 0 ? port
                : secure ? SecurePort
                : PlainPort
        );
        return new DockerEndpoint(full.Uri, origin) { UsesTls = secure };
    }

    private static DockerEndpoint Default =>
        OperatingSystem.IsWindows()
            ? new(new Uri("npipe://./pipe/docker_engine"), "the default")
            : new(new Uri("unix:///var/run/docker.sock"), "the default");
}
