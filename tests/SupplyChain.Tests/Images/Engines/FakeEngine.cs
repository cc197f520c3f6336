using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SupplyChain.Images.Engines;

namespace SupplyChain.Tests.Images.Engines;

/// <summary>A Docker Engine that answers as a test wants, on a free port of 127.0.0.1.</summary>
internal sealed class FakeEngine : IAsyncDisposable
{
    private readonly WebApplication server;

    private FakeEngine(WebApplication server) => this.server = server;

    /// <summary>Where it listens.</summary>
    public DockerEndpoint Endpoint =>
        DockerEndpoint.Parse(server.Urls.Single().Replace("http", "tcp", StringComparison.Ordinal), "the test", isSecure: false);

    /// <summary>Starts one.</summary>
    /// <param name="answers">What it answers to each path, without the version of the interface.</param>
    public static async Task<FakeEngine> StartAsync(params (string Path, int Status, byte[] Body)[] answers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        _ = builder.Logging.ClearProviders();
        _ = builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        server.Run(async context =>
        {
            context.Response.Headers["Api-Version"] = "1.51";
            var path = context.Request.Path.Value!;
            if (path == "/_ping")
            {
                await context.Response.WriteAsync("OK", context.RequestAborted);
                return;
            }

            var (_, status, body) = answers.FirstOrDefault(answer => path == $"/v1.51/{answer.Path}");
            context.Response.StatusCode = status == 0 ? StatusCodes.Status404NotFound : status;
            await context.Response.Body.WriteAsync(body ?? [], context.RequestAborted);
        });
        await server.StartAsync();
        return new FakeEngine(server);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => server.DisposeAsync();
}
