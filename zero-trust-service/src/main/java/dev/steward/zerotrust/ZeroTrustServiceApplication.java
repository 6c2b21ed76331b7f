package dev.steward.zerotrust;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class ZeroTrustServiceApplication {

    public static void main(String[] args) {
        SpringApplication.run(ZeroTrustServiceApplication.class, args);
    }
}
