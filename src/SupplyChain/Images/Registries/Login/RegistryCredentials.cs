namespace SupplyChain.Images.Registries.Login;

/// <summary>
/// Finds who one is to a registry: a login given for it, else what <c>docker login</c> wrote, with the credential helpers that are named
/// there, else for <c>ghcr.io</c> the job's <c>GITHUB_TOKEN</c>, and for registries of Azure the variables of its own libraries
/// (<c>AZURE_TENANT_ID</c>, <c>AZURE_CLIENT_ID</c> and others). Nothing found means anonymous.
/// </summary>
public sealed class RegistryCredentials
{
    private const string GitHubRegistry = "ghcr.io";
    private const string DockerHubServer = "https://index.docker.io/v1/";

    private readonly string? file;
    private readonly Func<string, string?> environment;
    private readonly Lazy<DockerConfig> config;
    private readonly IReadOnlyDictionary<string, RegistryCredential> given;

    /// <summary>From a file in the form of Docker's <c>config.json</c>.</summary>
    /// <param name="file">The file, which need not exist; null for none.</param>
    public RegistryCredentials(string? file)
        : this(file, name => name == "PATH" ? Environment.GetEnvironmentVariable(name) : null) { }

    /// <summary>From a file, and the variables of an environment.</summary>
    internal RegistryCredentials(string? file, Func<string, string?> environment)
        : this(file, environment, new Dictionary<string, RegistryCredential>()) { }

    private RegistryCredentials(
        string? file,
        Func<string, string?> environment,
        IReadOnlyDictionary<string, RegistryCredential> given
    )
    {
        this.file = file;
        this.environment = environment;
        this.given = given;
        config = new Lazy<DockerConfig>(() => file is null ? new DockerConfig() : DockerConfig.Read(file));
    }

    /// <summary>Nobody in particular.</summary>
    public static RegistryCredentials Anonymous { get; } = new(file: null);

    /// <summary>
    /// From the environment: the file that <c>REGISTRY_AUTH_FILE</c> names, else <c>config.json</c> in <c>DOCKER_CONFIG</c>, else in
    /// <c>~/.docker</c>, else what <c>podman login</c> wrote; and the variables of continuous integration.
    /// </summary>
    public static RegistryCredentials FromEnvironment() => FromEnvironment(Environment.GetEnvironmentVariable);

    /// <summary>From the environment, but with this file.</summary>
    /// <param name="file">A file in the form of Docker's <c>config.json</c>.</param>
    public static RegistryCredentials FromEnvironment(string file) => new(file, Environment.GetEnvironmentVariable);

    /// <summary>From an environment.</summary>
    internal static RegistryCredentials FromEnvironment(Func<string, string?> environment) =>
        new(FindFile(environment), environment);

    /// <summary>The same, with this login for one registry and no other.</summary>
    /// <param name="registry">Host and port of the registry, as image references name it.</param>
    /// <param name="user">Name of the user.</param>
    /// <param name="password">The password, or a token that is used like one.</param>
    public RegistryCredentials WithLogin(string registry, string user, string password) =>
        new(
            file,
            environment,
            new Dictionary<string, RegistryCredential>(given) { [registry] = new RegistryCredential(user, password) }
        );

    /// <summary>The credential for a registry; null means anonymous.</summary>
    /// <exception cref="ConfigurationException">The file or the credential helper that it names cannot be used.</exception>
    /// <exception cref="UndeterminedException">The credential helper does not answer.</exception>
    internal async Task<RegistryCredential?> FindAsync(string registry, CancellationToken cancellationToken) =>
        given.GetValueOrDefault(registry)
        ?? await AskHelperAsync(registry, cancellationToken)
        ?? FromFile(registry)
        ?? FromGitHub(registry);

    /// <summary>The identity with which a registry of Azure is logged in to where there is no credential; null where there is none.</summary>
    /// <exception cref="ConfigurationException">The variables of Azure cannot be used.</exception>
    internal AzureIdentity? FindAzure(string registry) => AzureIdentity.Find(registry, environment);

    private static string FindFile(Func<string, string?> environment)
    {
        if (environment("REGISTRY_AUTH_FILE") is { Length: > 0 } named)
        {
            return named;
        }

        var docker = environment("DOCKER_CONFIG") is { Length: > 0 } folder
            ? Path.Combine(folder, "config.json")
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker", "config.json");
        var podman = environment("XDG_RUNTIME_DIR") is { Length: > 0 } runtime
            ? Path.Combine(runtime, "containers", "auth.json")
            : docker;
        return File.Exists(docker) ? docker : podman;
    }

    private Task<RegistryCredential?> AskHelperAsync(string registry, CancellationToken cancellationToken) =>
        config.Value.HelperFor(registry) is { } helper
            ? CredentialHelper.GetAsync(
                helper,
                registry == ImageReference.DockerHub ? DockerHubServer : registry,
                environment("PATH"),
                cancellationToken
            )
            : Task.FromResult<RegistryCredential?>(null);

    private RegistryCredential? FromFile(string registry)
    {
        try
        {
            return config.Value.EntryFor(registry)?.ToCredential();
        }
        catch (FormatException)
        {
            throw DockerConfig.Unusable(file!, $"the entry of {registry} has an 'auth' that is not user and password in base64");
        }
    }

    // The registry takes any user with the token of a job.
    private RegistryCredential? FromGitHub(string registry) =>
        registry == GitHubRegistry && environment("GITHUB_TOKEN") is { Length: > 0 } token
            ? new RegistryCredential(environment("GITHUB_ACTOR") is { Length: > 0 } actor ? actor : "token", token)
            : null;
}
