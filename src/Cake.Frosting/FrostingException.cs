namespace Cake.Frosting;

/// <summary>The build is put together wrongly.</summary>
public sealed class FrostingException : Exception
{
    /// <summary>Creates the exception with a message.</summary>
    /// <param name="message">What is wrong.</param>
    public FrostingException(string message)
        : base(message) { }

    /// <summary>Creates the exception with a message and its cause.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The cause.</param>
    public FrostingException(string message, Exception innerException)
        : base(message, innerException) { }
}
