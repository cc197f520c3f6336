namespace SupplyChain.Images.Registries.Http;

/// <summary>Reads answers within bounds.</summary>
internal static class ResponseReading
{
    /// <summary>The whole body.</summary>
    /// <exception cref="UndeterminedException">It is larger than <paramref name="largestSize"/> bytes.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(
        HttpResponseMessage answer,
        int largestSize,
        CancellationToken cancellationToken
    )
    {
        if (answer.Content.Headers.ContentLength > largestSize)
        {
            throw TooLarge(answer, largestSize);
        }

        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        using var content = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            await content.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            if (content.Length > largestSize)
            {
                throw TooLarge(answer, largestSize);
            }
        }

        return content.ToArray();
    }

    private static UndeterminedException TooLarge(HttpResponseMessage answer, int largestSize) =>
        new(
            "registry.too-large",
            $"{answer.RequestMessage?.RequestUri?.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)} answers with more than {largestSize} bytes, which no manifest has; check that this is the right registry."
        );
}
