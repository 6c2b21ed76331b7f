package dev.steward.healing;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class SelfHealingServiceApplication {

    public static void main(String[] args) {
        SpringApplication.run(SelfHealingServiceApplication.class, args);
    }
}
