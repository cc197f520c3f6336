namespace SupplyChain.Testing;

/// <summary>A stand-in for Trivy that answers as a test wants and records how it was called.</summary>
public sealed class DummyTrivy
{
    private readonly TemporaryFolder folder;

    /// <summary>Writes the program, and a cache with a database, below a folder.</summary>
    public DummyTrivy(TemporaryFolder folder)
    {
        this.folder = folder;
        folder.Write("trivy/cache/db/trivy.db", "the database");
        SetMetadata(
            """{"Version":2,"UpdatedAt":"2026-01-01T06:00:00.5Z","NextUpdate":"2026-01-02T06:00:00Z","DownloadedAt":"2026-01-01T07:00:00Z"}"""
        );
        SetVersion("""{"Version":"0.74.0"}""");
        Answer(0, report: null);
    }

    /// <summary>Path of the program.</summary>
    public string Program { get; private set; } = "";

    /// <summary>Path of the cache.</summary>
    public string Cache => folder.At("trivy", "cache");

    /// <summary>Decides what it prints about its version.</summary>
    public void SetVersion(string json) => folder.Write("trivy/version.json", json);

    /// <summary>Decides what it does, in the language of a POSIX shell, before it prints its version.</summary>
    public void SetStart(string lines) => folder.Write("trivy/start.sh", lines);

    /// <summary>Decides what the database says about itself.</summary>
    public void SetMetadata(string json) => folder.Write("trivy/cache/db/metadata.json", json);

    /// <summary>The arguments of the last call but for its version.</summary>
    public IReadOnlyList<string> Arguments => File.ReadAllLines(folder.At("trivy", "arguments"));

    /// <summary>The arguments of every call but for its version, each as one line.</summary>
    public IReadOnlyList<string> Calls =>
        File.Exists(folder.At("trivy", "calls")) ? File.ReadAllLines(folder.At("trivy", "calls")) : [];

    /// <summary>The environment of the last call, as <c>NAME=value</c>.</summary>
    public IReadOnlyList<string> Environment => File.ReadAllLines(folder.At("trivy", "environment"));

    /// <summary>The files in the working directory of the last call.</summary>
    public IReadOnlyList<string> WorkingFiles => File.ReadAllLines(folder.At("trivy", "files"));

    /// <summary>The index of the layout that the last scan was given.</summary>
    public string LayoutIndex => File.ReadAllText(folder.At("trivy", "index.json"));

    /// <summary>Whether anything but its version was asked for.</summary>
    public bool WasCalled => File.Exists(folder.At("trivy", "arguments"));

    /// <summary>Has every scan of an image that it is given as a layout report on that image, whichever it is.</summary>
    /// <param name="exitCode">How it ends.</param>
    /// <param name="vulnerabilities">What it finds, as a part of the JSON.</param>
    public void AnswerForImages(int exitCode, string vulnerabilities) =>
        Answer(
            exitCode,
            report: null,
            $$"""
            manifest=$(sed -n 's/.*"digest":"sha256:\([0-9a-f]*\)".*/\1/p' "$input/index.json")
            config=$(tr -d ' \n' < "$input/blobs/sha256/$manifest" | sed 's/.*"config":{[^}]*"digest":"\(sha256:[0-9a-f]*\)".*/\1/')
            cat > "$output" <<END
            {"SchemaVersion":2,"ArtifactName":"$input","Metadata":{"ImageID":"$config"},"Results":[{"Target":"t","Class":"lang-pkgs","Type":"npm",
             "Packages":[{"Name":"p","Version":"1"}],"Vulnerabilities":[{{vulnerabilities}}]}]}
            END
            """
        );

    /// <summary>Decides what the next scan or download does.</summary>
    /// <param name="exitCode">How it ends.</param>
    /// <param name="report">The report it writes; none where it is null.</param>
    /// <param name="lines">
    /// What it does before, in the language of a POSIX shell: <c>$output</c> is where the report is to be, <c>$cache</c> the cache.
    /// </param>
    public void Answer(int exitCode, string? report, string lines = "")
    {
        var home = folder.At("trivy");
        File.Delete(Path.Combine(home, "report.json"));
        if (report is not null)
        {
            folder.Write("trivy/report.json", report);
        }

        Program = Script.Write(
            folder,
            "trivy/trivy",
            $"""
            if [ "$1" = version ]; then
              if [ -f '{home}/start.sh' ]; then . '{home}/start.sh'; fi
              cat '{home}/version.json'; exit 0
            fi
            printf '%s\n' "$@" > '{home}/arguments'
            printf '%s\n' "$*" >> '{home}/calls'
            env > '{home}/environment'
            ls -A > '{home}/files'
            while [ $# -gt 0 ]; do
              if [ "$1" = --output ]; then output=$2; fi
              if [ "$1" = --cache-dir ]; then cache=$2; fi
              if [ "$1" = --input ]; then input=$2; cp "$2/index.json" '{home}/index.json'; test -d "$2/blobs/sha256" || exit 9; fi
              shift
            done
            {lines}
            if [ -f '{home}/report.json' ]; then cp '{home}/report.json' "$output"; fi
            exit {exitCode}
            """
        );
    }
}
