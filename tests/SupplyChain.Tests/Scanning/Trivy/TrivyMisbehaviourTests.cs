using SupplyChain.Images;
using SupplyChain.Scanning;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Scanning.Trivy;

public sealed class TrivyMisbehaviourTests : IDisposable
{
    private readonly TrivyWorkbench bench = new();

    private string Whole => TrivyWorkbench.Report(bench.TargetFolder, TrivyWorkbench.Vulnerability);

    public void Dispose() => bench.Dispose();

    [Theory]
    [InlineData("SEGV", 139)]
    [InlineData("ABRT", 134)]
    [InlineData("KILL", 137)]
    [InlineData("TERM", 143)]
    public async Task An_end_by_a_signal_is_undetermined_though_there_is_a_report(string signal, int code)
    {
        bench.Trivy.Answer(0, Whole, $"cp '{bench.Folder.At("trivy", "report.json")}' \"$output\"; kill -{signal} $$");
        var error = await Undetermined("trivy.failed");
        Assert.Contains($"ended with code {code};", error.Message, StringComparison.Ordinal);
        Assert.Equal(signal == "KILL", error.Message.Contains("memory is short", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("FATAL: out of luck", "it said: FATAL: out of luck.")]
    [InlineData("", "it gave no reason.")]
    public async Task A_failure_says_what_the_program_said_last(string said, string reason)
    {
        bench.Trivy.Answer(1, null, $"echo first >&2; printf '\\033[31m\\n' >&2; printf '%s\\n' '{said}' >&2");
        if (said.Length == 0)
        {
            bench.Trivy.Answer(1, null);
        }

        Assert.EndsWith(reason, (await Undetermined("trivy.failed")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(">&1")]
    [InlineData(">&2")]
    public async Task A_flood_on_either_output_is_stopped(string output)
    {
        bench.Trivy.Answer(0, Whole, $"exec head -c 100000000000 /dev/zero {output}");
        await Undetermined("tool.output");
    }

    [Fact]
    public async Task Noise_on_both_outputs_does_no_harm()
    {
        bench.Trivy.Answer(10, Whole, "head -c 3000000 /dev/zero; head -c 3000000 /dev/zero >&2");
        Assert.Single((await bench.ScanAsync(bench.Settings)).Findings);
    }

    [Fact]
    public async Task A_hang_ends_at_the_timeout()
    {
        bench.Trivy.Answer(0, Whole, $"touch '{bench.Folder.At("started")}'; exec sleep 1000");
        var scan = bench.ScanAsync(bench.Settings with { Timeout = TimeSpan.FromMinutes(2) });
        await Started(scan);
        bench.Time.Advance(TimeSpan.FromSeconds(119));
        Assert.False(scan.IsCompleted);
        bench.Time.Advance(TimeSpan.FromSeconds(2));
        var error = await Assert.ThrowsAsync<UndeterminedException>(() => scan);
        Assert.Equal("tool.timeout", error.Code);
    }

    [Fact]
    public async Task A_slow_start_is_waited_for_and_an_endless_one_is_not()
    {
        bench.Trivy.SetStart("sleep 0.5\n");
        await bench.ScanAsync(bench.Settings);

        bench.Trivy.SetStart($"touch '{bench.Folder.At("started")}'; exec sleep 1000\n");
        var scan = bench.ScanAsync(bench.Settings);
        await Started(scan);
        bench.Time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal("tool.timeout", (await Assert.ThrowsAsync<UndeterminedException>(() => scan)).Code);
    }

    [Fact]
    public async Task A_child_that_is_left_behind_with_the_output_is_not_waited_for()
    {
        bench.Trivy.Answer(0, Whole, $"sleep 30 & echo $! > '{bench.Folder.At("child")}'; touch '{bench.Folder.At("started")}'");
        var scan = bench.ScanAsync(bench.Settings);
        await Started(scan);
        while (!scan.IsCompleted)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
            bench.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal("tool.leftover", (await Assert.ThrowsAsync<UndeterminedException>(() => scan)).Code);
        var child = await File.ReadAllTextAsync(bench.Folder.At("child"), TestContext.Current.CancellationToken);
        _ = await PeerProcess.RunAsync("kill", [child.Trim()]);
    }

    [Theory]
    [InlineData("sleep 300 >/dev/null 2>&1 </dev/null &")]
    [InlineData("setsid sleep 300 >/dev/null 2>&1 </dev/null &")]
    [InlineData("(cd /; setsid sh -c 'sleep 300; true' >/dev/null 2>&1 </dev/null &)")]
    public async Task A_child_that_is_left_behind_without_the_output_is_ended_and_undetermined(string lines)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells the environment of other processes.");
        bench.Trivy.Answer(10, Whole, lines);
        await Undetermined("tool.leftover");
        var mark = bench.Trivy.Environment.Single(line => line.StartsWith("TOOL_RUN=", StringComparison.Ordinal));
        Assert.Empty((await PeerProcess.RunAsync("grep", ["-lsa", mark, .. Environments()])).StandardOutput);
    }

    [Fact]
    public async Task A_child_that_is_left_behind_when_asked_for_the_version_is_undetermined()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells the environment of other processes.");
        bench.Trivy.SetStart("sleep 300 >/dev/null 2>&1 </dev/null &\n");
        await Undetermined("tool.leftover");
        Assert.False(bench.Trivy.WasCalled);
    }

    [Fact]
    public async Task A_child_that_ended_before_does_not_matter()
    {
        bench.Trivy.Answer(10, Whole, "sleep 0.1 >/dev/null 2>&1 </dev/null & wait");
        Assert.Single((await bench.ScanAsync(bench.Settings)).Findings);
    }

    [Fact]
    public async Task A_cancelled_scan_ends_the_program()
    {
        bench.Trivy.Answer(0, Whole, $"touch '{bench.Folder.At("started")}'; exec sleep 1000");
        using var cancellation = new CancellationTokenSource();
        var scan = new TrivyScanner(bench.Settings, bench.Time).ScanAsync(bench.Target, cancellation.Token);
        await Started(scan);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => scan);
    }

    /// <summary>Reports that are not to be believed, as a change of a whole one, each with the code of the error.</summary>
    public static TheoryData<string, string, string> Unbelievable { get; } =
        new()
        {
            { "\"SchemaVersion\":2", "\"SchemaVersion\":3", "trivy.report" },
            { "\"SchemaVersion\":2", "\"SchemaVersion\":1", "trivy.report" },
            { "\"SchemaVersion\":2,", "", "trivy.report" },
            { "\"ArtifactName\":", "\"Name\":", "trivy.report" },
            { "\"ArtifactName\":\"", "\"ArtifactName\":\"/other", "trivy.contradiction" },
            { "\"SchemaVersion\":2", "\"SchemaVersion\":2,\"Trivy\":{\"Version\":\"0.73.0\"}", "trivy.contradiction" },
            { "\"VulnerabilityID\":\"CVE-1\"", "\"VulnerabilityID\":null", "trivy.report" },
            { "]}]}", "]}", "trivy.report" },
            { "]}]}", "]}]}{}", "trivy.report" },
            { "{\"SchemaVersion\":2", "[{\"SchemaVersion\":2", "trivy.report" },
        };

    [Theory]
    [MemberData(nameof(Unbelievable))]
    public async Task A_report_that_is_not_to_be_believed_is_undetermined(string found, string replacement, string code)
    {
        bench.Trivy.Answer(10, Whole.Replace(found, replacement, StringComparison.Ordinal));
        await Undetermined(code);
    }

    [Theory]
    [InlineData("0.74.0")]
    [InlineData("v0.74.0")]
    public async Task A_report_of_the_same_version_is_taken(string version)
    {
        bench.Trivy.Answer(
            10,
            Whole.Replace(
                "\"SchemaVersion\":2",
                $"\"SchemaVersion\":2,\"Trivy\":{{\"Version\":\"{version}\"}}",
                StringComparison.Ordinal
            )
        );
        Assert.Single((await bench.ScanAsync(bench.Settings)).Findings);
    }

    [Theory]
    [InlineData("truncate -s 257M \"$output\"", "larger than 256 MiB")]
    [InlineData("mkdir \"$output\"", "wrote no report")]
    [InlineData("ln -s /dev/zero \"$output\"", "only a link")]
    [InlineData("ln -s \"$PWD/none\" \"$output\"", "only a link")]
    [InlineData("ln -s HERE/elsewhere.json \"$output\"", "only a link")]
    [InlineData("rm -r \"$(dirname \"$output\")\"", "wrote no report")]
    public async Task A_report_that_is_no_file_of_reasonable_size_is_undetermined(string lines, string said)
    {
        bench.Folder.Write("elsewhere.json", TrivyWorkbench.Report(bench.TargetFolder));
        bench.Trivy.Answer(0, null, lines.Replace("HERE", bench.Folder.Path, StringComparison.Ordinal));
        Assert.Contains(said, (await Undetermined("trivy.contradiction")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(": > \"$output\"")]
    [InlineData("mkfifo \"$output\"")]
    public async Task An_empty_report_and_a_pipe_are_undetermined(string lines)
    {
        bench.Trivy.Answer(0, null, lines);
        await Undetermined("trivy.report");
    }

    [Fact]
    public async Task A_database_that_changes_during_the_scan_is_undetermined()
    {
        bench.Trivy.Answer(10, Whole, "echo more >> \"$cache/db/trivy.db\"");
        Assert.Contains("database changed", (await Undetermined("trivy.contradiction")).Message, StringComparison.Ordinal);
        bench.Trivy.Answer(10, Whole, "rm -r \"$cache/db\"");
        await Undetermined("trivy.contradiction");
    }

    [Theory]
    [InlineData("shop-1\n", "shop-1", true)]
    [InlineData("shop-1\n", "shop-2", false)]
    [InlineData("", "", false)]
    public async Task A_root_file_system_may_be_called_by_its_host(string host, string name, bool taken)
    {
        bench.Folder.Write("target/etc/hostname", host);
        bench.Trivy.Answer(10, TrivyWorkbench.Report(name, TrivyWorkbench.Vulnerability));
        if (taken)
        {
            Assert.Single((await bench.ScanAsync(bench.Settings)).Findings);
        }
        else
        {
            await Assert.ThrowsAsync<UndeterminedException>(() => bench.ScanAsync(bench.Settings));
        }
    }

    [Fact]
    public async Task A_slash_after_a_directory_makes_no_difference() =>
        Assert.Equal(
            $"dir:{bench.TargetFolder}/",
            (await bench.ScanAsync(bench.Settings, ScanTarget.ParseLocal($"dir:{bench.TargetFolder}/"))).Target.Name
        );

    [Fact]
    public async Task The_database_that_matched_is_in_the_report_with_its_dates()
    {
        var database = Assert.Single((await bench.ScanAsync(bench.Settings)).Advisories);
        Assert.Equal(
            new AdvisorySource("trivy-db")
            {
                Digest = Digest.Sha256("the database"u8),
                Version = "2",
                UpdatedAt = new DateTimeOffset(2026, 1, 1, 6, 0, 0, 500, TimeSpan.Zero),
                DownloadedAt = new DateTimeOffset(2026, 1, 1, 7, 0, 0, TimeSpan.Zero),
                NextUpdateAt = new DateTimeOffset(2026, 1, 2, 6, 0, 0, TimeSpan.Zero),
            },
            database
        );
    }

    [Theory]
    [InlineData(
        """{"Version":"0.74.0","Server":{"Version":"0.74.1","VulnerabilityDB":{"Version":2,"UpdatedAt":"2026-01-01T06:00:00Z"}}}""",
        "trivy-db"
    )]
    [InlineData("""{"Version":"0.74.0"}""", "trivy-server")]
    public async Task The_database_of_a_server_is_what_the_report_says_and_none_is_needed_here(string trivy, string name)
    {
        bench.Trivy.SetMetadata("none");
        bench.Trivy.Answer(
            10,
            Whole.Replace("\"SchemaVersion\":2", $"\"SchemaVersion\":2,\"Trivy\":{trivy}", StringComparison.Ordinal)
        );
        var report = await bench.ScanAsync(bench.Settings with { Server = new() { Address = new Uri("https://trivy.example") } });
        var database = Assert.Single(report.Advisories);
        Assert.Equal((name, name == "trivy-db"), (database.Name, database.UpdatedAt is not null));
        Assert.Null(database.Digest);
    }

    private async Task<UndeterminedException> Undetermined(string code)
    {
        var error = await Assert.ThrowsAsync<UndeterminedException>(() => bench.ScanAsync(bench.Settings));
        Assert.Equal(code, error.Code);
        Assert.DoesNotContain('\u001b', error.Message);
        return error;
    }

    private static IEnumerable<string> Environments() =>
        Directory.GetDirectories("/proc").Select(folder => Path.Combine(folder, "environ")).Where(File.Exists);

    private async Task Started(Task scan)
    {
        while (!scan.IsCompleted && !File.Exists(bench.Folder.At("started")))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
