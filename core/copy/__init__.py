"""Words for posts: captions, kickers, hashtags, alternative texts, and the checks that keep them true."""
